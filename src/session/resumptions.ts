/** Remembers over the ends of the process which sessions it was taking up when it ended, so that none of them ends it for ever. */
import { type Log } from "../log.ts";
import type { SessionId } from "../types.ts";

/** What has happened to a session that was taken up and has not gone on since. */
interface Attempt {
  /** Times that the process ended, was killed or ran out of memory before the session had gone on by an event. */
  readonly ended: number;
  /** Of these, those in which no other such session was in hand. */
  readonly alone: number;
}

/** What is to be done with some of the sessions of a start. */
export interface Outset {
  readonly setAside: ReadonlySet<SessionId>;
  readonly suspects: ReadonlySet<SessionId>;
}

/** After so many ends a session is taken up with no other one of its kind, and after so many of these it is set aside. */
const ENDS = { before: 2, alone: 3 } as const;

/**
 * A session counts as being taken up from `begin` until `wentOn`. Where the process ends in between, twice in a row, the session
 * is a suspect: of these only one is taken up at a time, and one at which the process ends three times more is to be set aside.
 * A start that went on with a session forgets what was noted of it; so does a stop in order.
 */
export class Resumptions {
  readonly #path: string | null;
  readonly #log: Log;
  readonly #attempts = new Map<SessionId, Attempt>();
  readonly #begun = new Set<SessionId>();
  #suspects: ReadonlySet<SessionId> = new Set();

  /** Reads the file at `path`, which need not be there; with null nothing is remembered. */
  constructor(path: string | null, log: Log) {
    this.#path = path;
    this.#log = log;
    for (const [sessionId, attempt] of readAttempts(path)) this.#attempts.set(sessionId, attempt);
  }

  /** Sets out to take up these sessions, and tells which of them are to be set aside, or taken up one at a time. */
  start(sessionIds: readonly SessionId[]): Outset {
    const there = new Set(sessionIds);
    for (const sessionId of this.#attempts.keys()) {
      // It has ended, or was deleted.
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
        `The server ended ${ENDS.before} times or more while it took up sessions again; these are taken up one at a time`,
        { sessions: this.#suspects.size },
      );
    }
    return { setAside, suspects: this.#suspects };
  }

  /** True while there are suspects that have not gone on yet. */
  get isCareful(): boolean {
    return [...this.#suspects].some((sessionId) => this.#attempts.has(sessionId));
  }

  /** Notes that a session of this start is being taken up. */
  begin(sessionId: SessionId): void {
    if (this.#begun.has(sessionId)) return;
    this.#begun.add(sessionId);
    const { ended, alone } = this.#attempts.get(sessionId) ?? { ended: 0, alone: 0 };
    const isAlone = this.#suspects.has(sessionId);
    this.#attempts.set(sessionId, { ended: ended + 1, alone: alone + (isAlone ? 1 : 0) });
    this.#write();
  }

  /** Notes that a session has gone on, or is not in hand any more; true if it was a suspect until now. */
  wentOn(sessionId: SessionId): boolean {
    if (!this.#attempts.delete(sessionId)) return false;
    this.#write();
    if (!this.#suspects.has(sessionId)) return false;
    if (!this.isCareful) {
      this.#log.info("The server has gone on with all sessions that it took up one at a time");
    }
    return true;
  }

  /** The process is about to end because it was told to. */
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
      this.#log.warn("Cannot note which sessions are taken up again", { path: this.#path, error });
    }
  }
}

/** Why a session was set aside. */
export const SET_ASIDE =
  `The server ended ${
    ENDS.before + ENDS.alone
  } times while it took up this session again; what it has done is kept, ` +
  "and resuming it goes on from there";

function readAttempts(path: string | null): readonly (readonly [SessionId, Attempt])[] {
  try {
    const noted: unknown = path === null ? {} : JSON.parse(Deno.readTextFileSync(path));
    return Object.entries(noted as Record<string, Partial<Attempt> | null>).map(([sessionId, attempt]) => {
      return [sessionId, { ended: Number(attempt?.ended) || 0, alone: Number(attempt?.alone) || 0 }];
    });
  } catch {
    // None was noted, or it was cut off: counting begins anew.
    return [];
  }
}
