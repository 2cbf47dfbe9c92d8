/** Carries out the plan on sessions, and records what the server has acknowledged. */
import { delay } from "@std/async";
import type { FinalStatus, LogEntry, SessionStatus } from "../../src/types.ts";
import type { SessionFiles } from "./check/check_files.ts";
import type { SessionFacts } from "./check/check_content.ts";
import { EVENTS_PER_REACTION, type Intruder, type IntruderWay, type Operation, type Work } from "./plan.ts";
import { reactionTable, titleOf } from "./texts.ts";
import { bearer, NOBODY, ownerName, STRANGER, type Token } from "./tokens.ts";

/** What the server has acknowledged about a session. */
export interface Acknowledged {
  /** The session's name in the plan. */
  readonly name: string;
  readonly sessionId: string;
  /** What was submitted, under which name in the plan, and when, in milliseconds since 1970. */
  readonly work: Work;
  readonly titledAs: string;
  readonly begunAt: number;
  /** How many servers had worked on it before the first one of this round. */
  readonly earlierLives: number;
  /** Who created it, as named by the server's tokens; null if it has none. */
  readonly owner: string | null;
  /** The session that it took over. */
  readonly resumedFrom: string | null;
  isCancelAsked: boolean;
  /** The final status that the answer to `cancel` had. */
  cancelled: FinalStatus | null;
  deletion: "none" | "asked" | "acknowledged";
  /** The log as it was just before the deletion was asked for. */
  beforeDeletion: readonly LogEntry[];
}

/** A request with a cursor that cannot be honoured, and its answer. */
export interface Probe {
  readonly session: string;
  readonly cursor: string;
  readonly expected: number;
  readonly status: number;
}

/** A request without the right token, and the answer. */
export interface Intrusion {
  readonly session: string;
  readonly as: Intruder;
  readonly way: IntruderWay;
  /** The status that the promises require. */
  readonly expected: number;
  readonly status: number;
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

export interface SessionJson extends SessionFacts {
  readonly session_id: string;
}

/** How long requests are retried while the server is away, in milliseconds. */
const PATIENCE_MS = 120_000;

export class Operator {
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #owner: string | null;
  readonly #sessions = new Map<string, PromiseWithResolvers<Acknowledged>>();
  readonly #acknowledged: Acknowledged[] = [];
  readonly probes: Probe[] = [];
  readonly intrusions: Intrusion[] = [];

  /** With a token, if the server requires one. */
  constructor(url: string, token: Token | null = null) {
    this.#url = url;
    this.#headers = token === null ? {} : bearer(token);
    this.#owner = token === null ? null : ownerName(token);
  }

  /** The session of this name, once it is acknowledged. */
  session(name: string): Promise<Acknowledged> {
    const session = this.#sessions.get(name) ?? Promise.withResolvers<Acknowledged>();
    this.#sessions.set(name, session);
    return session.promise;
  }

  /** The sessions whose creation the server has acknowledged so far. */
  get acknowledged(): readonly Acknowledged[] {
    return [...this.#acknowledged];
  }

  /** All sessions that the plan has created so far. */
  async sessions(): Promise<readonly Acknowledged[]> {
    const names = [...this.#sessions.keys()];
    return [...new Set(await Promise.all(names.map((name) => this.session(name))))];
  }

  /** Treats a session in the server's database as acknowledged. */
  adopt(session: Omit<Acknowledged, "isCancelAsked" | "cancelled" | "deletion" | "beforeDeletion">): void {
    void this.session(session.name);
    this.#acknowledge(session);
  }

  /** Creates a session; repeats the request with its key until the server has acknowledged it. */
  async create({ session: name, reactions, flavour }: Extract<Operation, { op: "create" }>): Promise<void> {
    const acknowledged = this.session(name);
    const begunAt = Date.now();
    const about = new URLSearchParams({ title: titleOf(name), file_name: `${name}.csv` });
    const response = await this.ask(`/sessions?${about}`, {
      method: "POST",
      headers: { "Content-Type": "text/csv", "Idempotency-Key": name },
      body: reactionTable(reactions, flavour),
    });
    const { session_id: sessionId } = expectStatus(response, [200, 201]) as SessionJson;
    this.#acknowledge({
      name,
      sessionId,
      work: { reactions, flavour },
      titledAs: name,
      begunAt,
      earlierLives: 0,
      owner: this.#owner,
      resumedFrom: null,
    });
    await acknowledged;
  }

  async cancel(name: string): Promise<void> {
    const session = await this.session(name);
    session.isCancelAsked = true;
    const response = await this.ask(`/sessions/${session.sessionId}/cancel`, { method: "POST" });
    const { status } = expectStatus(response, [200, 404, 409]) as { readonly status: SessionStatus };
    if (response.status === 200 && status !== "queued" && status !== "running") session.cancelled = status;
  }

  /** Continues a cancelled session as a new one; a session that was not cancelled in time is its own continuation. */
  async resume({ session: name, as }: Extract<Operation, { op: "resume" }>): Promise<void> {
    const acknowledged = this.session(as);
    const ended = await this.session(name);
    const response = await this.ask(`/sessions/${ended.sessionId}/resume`, { method: "POST" });
    const { session_id: sessionId } = expectStatus(response, [200, 201, 409]) as SessionJson;
    if (response.status === 409 || sessionId === ended.sessionId) {
      this.#sessions.get(as)?.resolve(ended);
    } else {
      this.#acknowledge({ ...ended, name: as, sessionId, resumedFrom: ended.name });
    }
    await acknowledged;
  }

  async delete(name: string): Promise<void> {
    const session = await this.session(name);
    session.beforeDeletion = await this.log(session.sessionId);
    session.deletion = "asked";
    const response = await this.ask(`/sessions/${session.sessionId}`, { method: "DELETE" });
    expectStatus(response, [204, 404]);
    session.deletion = "acknowledged";
  }

  async probe({ session: name, cursor, expected }: Extract<Operation, { op: "probe" }>): Promise<void> {
    const { sessionId } = await this.session(name);
    const response = await this.ask(`/sessions/${sessionId}/stream?last_event_id=${cursor}`, {}, "head");
    this.probes.push({ session: name, cursor, expected, status: response.status });
  }

  /** A ticket for a session's stream, for clients that cannot send a token. */
  async ticket(sessionId: string): Promise<string | null> {
    const response = await this.ask(`/sessions/${sessionId}/stream-tickets`, { method: "POST" });
    const made = expectStatus(response, [201, 404]) as { readonly ticket?: string };
    return made.ticket ?? null;
  }

  /** Requests a session's resources without permission. */
  async intrude({ session: name, as, way }: Extract<Operation, { op: "intrude" }>): Promise<void> {
    const { sessionId } = await this.session(name);
    const other = this.acknowledged.find((session) => session.sessionId !== sessionId);
    const ticket = as === "ticket" && other !== undefined ? await this.ticket(other.sessionId) : null;
    const shown = as === "stranger" ? bearer(STRANGER) : as === "nobody" ? bearer(NOBODY) : {};
    const path = {
      stream: `/sessions/${sessionId}/stream`,
      content: `/sessions/${sessionId}/content`,
      durable: `/v1/stream/${sessionId}?offset=-1`,
      export: `/sessions/${sessionId}/export.jsonl`,
      reactions: `/sessions/${sessionId}/reactions`,
      cancel: `/sessions/${sessionId}/cancel`,
    }[way];
    const query = ticket === null ? "" : `${path.includes("?") ? "&" : "?"}ticket=${ticket}`;
    const response = await this.ask(path + query, {
      method: way === "cancel" ? "POST" : "GET",
      // An empty one counts as none.
      headers: { Authorization: "", ...shown },
    }, "head");
    // An unknown client learns nothing, not even whether the session exists.
    const expected = as !== "stranger" ? 401 : way === "cancel" ? 403 : 200;
    this.intrusions.push({ session: name, as, way, expected, status: response.status });
  }

  /** Resolves when the log has reached this share of its final length, or when it has ended. */
  async reach(name: string, share: number): Promise<void> {
    const { sessionId, work } = await this.session(name);
    const expectedEvents = work.reactions * EVENTS_PER_REACTION;
    for (;;) {
      const facts = await this.facts(sessionId);
      if (facts === null || isFinal(facts.status) || facts.last_event_id >= share * expectedEvents) return;
      await delay(15);
    }
  }

  /** What `GET /sessions/{id}` says; null if there is none. */
  async facts(sessionId: string): Promise<SessionFacts | null> {
    const response = await this.ask(`/sessions/${sessionId}`, {});
    const facts = expectStatus(response, [200, 404]) as SessionJson;
    return response.status === 404 ? null : facts;
  }

  /** The whole log as NDJSON has it, with the data byte for byte; empty if there is no such session. */
  async log(sessionId: string): Promise<readonly LogEntry[]> {
    const response = await this.ask(`/sessions/${sessionId}/content`, {
      headers: { Accept: "application/x-ndjson" },
    });
    if (response.status === 404) return [];
    return response.text.split("\n").slice(0, -1).map((line) => {
      const [, id, data] = /^\{"id":(\d+),"data":([^\n]*)\}$/.exec(line) ?? [];
      if (id === undefined || data === undefined) {
        throw new Error(`This is no line of a log: ${line.slice(0, 200)}`);
      }
      return { id: Number(id), data };
    });
  }

  /** The results of a session that has ended, in every form. */
  async files(sessionId: string): Promise<SessionFiles> {
    const path = `/sessions/${sessionId}`;
    const reactions: unknown[] = [];
    for (let after: number | null = -1; after !== null;) {
      const page = expectStatus(await this.ask(`${path}/reactions?limit=1000&after=${after}`, {}), [200]) as {
        readonly items: readonly unknown[];
        readonly next_after: number | null;
      };
      reactions.push(...page.items);
      after = page.next_after === after ? null : page.next_after;
    }
    const [jsonl, csv, smi] = await Promise.all(
      ["jsonl", "csv", "smi"].map(async (format) => {
        const response = await this.ask(`${path}/export.${format}`, {});
        expectStatus({ ...response, text: "" }, [200]);
        return response.text;
      }),
    );
    return { reactions, jsonl: jsonl ?? "", csv: csv ?? "", smi: smi ?? "" };
  }

  /** The ids of all sessions that the server lists. */
  async listed(): Promise<ReadonlySet<string>> {
    const ids = new Set<string>();
    for (let after: string | null = ""; after !== null;) {
      const response = await this.ask(`/sessions?limit=500${after === "" ? "" : `&after=${after}`}`, {});
      const page = expectStatus(response, [200]) as {
        readonly items: readonly SessionJson[];
        readonly next_after: string | null;
      };
      for (const item of page.items) ids.add(item.session_id);
      after = page.next_after;
    }
    return ids;
  }

  /** The sessions that are listed first; null if the server does not answer at the moment. */
  async listedNow(): Promise<readonly SessionJson[] | null> {
    try {
      const response = await fetch(`${this.#url}/sessions?limit=500`, { headers: this.#headers });
      const text = await response.text();
      return response.status === 200
        ? (JSON.parse(text) as { readonly items: readonly SessionJson[] }).items
        : null;
    } catch {
      return null;
    }
  }

  /** Repeats the request until the server has answered completely, and not just that it is unavailable. */
  async ask(path: string, init: RequestInit, part: "whole" | "head" = "whole"): Promise<Answer> {
    const until = performance.now() + PATIENCE_MS;
    for (;;) {
      try {
        const headers = { ...this.#headers, ...init.headers as Record<string, string> | undefined };
        const response = await fetch(this.#url + path, { ...init, headers });
        const { status } = response;
        if (part === "head") await response.body?.cancel();
        const text = part === "head" ? "" : await response.text();
        if (status < 500 && status !== 429 || performance.now() > until) return { status, text };
      } catch (error) {
        // `fetch` and its body fail with a TypeError when the server is away.
        if (!(error instanceof TypeError) || performance.now() > until) throw error;
      }
      await delay(30);
    }
  }

  #acknowledge(
    session: Omit<Acknowledged, "isCancelAsked" | "cancelled" | "deletion" | "beforeDeletion">,
  ): void {
    const acknowledged: Acknowledged = {
      ...session,
      isCancelAsked: false,
      cancelled: null,
      deletion: "none",
      beforeDeletion: [],
    };
    this.#acknowledged.push(acknowledged);
    this.#sessions.get(session.name)?.resolve(acknowledged);
  }
}

export function isFinal(status: SessionStatus): status is FinalStatus {
  return status !== "queued" && status !== "running";
}

/** The answer as JSON, null if it has none. Throws if the status is different. */
function expectStatus({ status, text }: Answer, statuses: readonly number[]): unknown {
  if (!statuses.includes(status)) throw new Error(`The server answered ${status}: ${text.slice(0, 500)}`);
  return text === "" ? null : JSON.parse(text);
}
