/** Remembers across crashes which sessions were being resumed, so that no session can crash every start of the server. */
import { type Log } from "../log.ts";
import type { SessionId } from "../types.ts";

/** What happened to a session that was resumed and has made no progress since. */
interface Attempt {
  /** Times that the process ended, was killed or ran out of memory before the session had committed an event. */
  readonly ended: number;
  /** How often that happened while no other such session was being resumed. */
  readonly alone: number;
}

/** How to treat the sessions that a start finds. */
export interface Outset {
  readonly setAside: ReadonlySet<SessionId>;
  readonly suspects: ReadonlySet<SessionId>;
}

/** Crashes after which a session is resumed alone, and further ones after which it is set aside. */
const ENDS = { before: 2, alone: 3 } as const;

/**
 * A session is being resumed from `begin` until `wentOn`. If the process ends in between twice in a row, the session is a suspect:
 * suspects are resumed one at a time, and one that ends the process three more times is set aside. Progress of a session clears its
 * record, and so does an orderly shutdown.
 */
export class Resumptions {
  readonly #path: string | null;
  readonly #log: Log;
  readonly #attempts = new Map<SessionId, Attempt>();
  readonly #begun = new Set<SessionId>();
  #suspects: ReadonlySet<SessionId> = new Set();

  /** Reads the file at `path`, if it exists; with null nothing is remembered. */
  constructor(path: string | null, log: Log) {
    this.#path = path;
    this.#log = log;
    for (const [sessionId, attempt] of readAttempts(path)) this.#attempts.set(sessionId, attempt);
  }

  /** Begins to resume these sessions; returns which of them to set aside, and which to resume one at a time. */
  start(sessionIds: readonly SessionId[]): Outset {
    const there = new Set(sessionIds);
    for (const sessionId of this.#attempts.keys()) {
      // The session has ended or was deleted.
      if (!there.has(sessionId)) this.#attempts.delete(sessionId);
    }
    const setAside = new Set(
      sessionIds.filter((id) => (this.#attempts.get(id)?.alone ?? 0) >= ENDS.alone),
    );
    this.#suspects = new Set(
      sessionIds.filter((id) => !setAside.has(id) && (this.#attempts.get(id)?.ended ?? 0) >= ENDS.before),
    );
    if (this.#suspects.size > 0) {
      this.#log.warn(
        `The server crashed ${ENDS.before} times or more while resuming sessions; these are now resumed one at a time`,
        { sessions: this.#suspects.size },
      );
    }
    return { setAside, suspects: this.#suspects };
  }

  /** True while there are suspects that have made no progress yet. */
  get isCareful(): boolean {
    return [...this.#suspects].some((sessionId) => this.#attempts.has(sessionId));
  }

  /** Records that a session is being resumed. */
  begin(sessionId: SessionId): void {
    if (this.#begun.has(sessionId)) return;
    this.#begun.add(sessionId);
    const { ended, alone } = this.#attempts.get(sessionId) ?? { ended: 0, alone: 0 };
    const isAlone = this.#suspects.has(sessionId);
    this.#attempts.set(sessionId, { ended: ended + 1, alone: alone + (isAlone ? 1 : 0) });
    this.#write();
  }

  /** Records that a session has made progress or stopped; true if it was a suspect until now. */
  wentOn(sessionId: SessionId): boolean {
    if (!this.#attempts.delete(sessionId)) return false;
    this.#write();
    if (!this.#suspects.has(sessionId)) return false;
    if (!this.isCareful) {
      this.#log.info("All sessions that were resumed one at a time have made progress");
    }
    return true;
  }

  /** The process is shutting down in order. */
  close(): void {
    this.#attempts.clear();
    this.#write();
  }

  #write(): void {
    if (this.#path === null) return;
    try {
      if (this.#attempts.size === 0) {
        Deno.removeSync(this.#path);
        return;
      }
      Deno.writeTextFileSync(`${this.#path}.new`, JSON.stringify(Object.fromEntries(this.#attempts)));
      Deno.renameSync(`${this.#path}.new`, this.#path);
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return;
      this.#log.warn("Cannot record which sessions are being resumed", { path: this.#path, error });
    }
  }
}

/** Why a session was set aside. */
export const SET_ASIDE =
  `The server crashed ${
    ENDS.before + ENDS.alone
  } times while resuming this session; its results so far are kept, ` +
  "and it can be resumed from there";

function readAttempts(path: string | null): readonly (readonly [SessionId, Attempt])[] {
  try {
    const noted: unknown = path === null ? {} : JSON.parse(Deno.readTextFileSync(path));
    return Object.entries(noted as Record<string, Partial<Attempt> | null>).map(([sessionId, attempt]) => {
      return [sessionId, { ended: Number(attempt?.ended) || 0, alone: Number(attempt?.alone) || 0 }];
    });
  } catch {
    // There is no file, or it is incomplete: counting starts again.
    return [];
  }
}
