/** Services whose log, sessions or agent break one promise. */
import { delay } from "@std/async";
import type { ServiceParts } from "../../../src/cli/serve.ts";
import type { SessionId } from "../../../src/types.ts";
import { isFinal } from "../../../src/session/session_state.ts";
import { changed } from "../../support/changed.ts";

type Break = (parts: ServiceParts) => ServiceParts;

/** How long after publication events are committed, in milliseconds. */
const LATE_MS = 1_500;

/** Reports events as committed, and commits them later. */
export const publishBeforeCommit: Break = (parts) => {
  const heads = new Map<SessionId, number>();
  return {
    ...parts,
    eventLog: changed(parts.eventLog, {
      async append(append) {
        const { sessionId, events } = append;
        const head = heads.get(sessionId) ?? (await parts.store.session(sessionId))?.lastEventId ?? 0;
        heads.set(sessionId, head + events.length);
        if (events.length === 0) return await parts.eventLog.append(append);
        setTimeout(() => void parts.eventLog.append(append).catch(() => {}), LATE_MS);
        return { ok: true, firstId: head + 1 };
      },
    }),
  };
};

/** Ends sessions without their completion event in the log. */
export const completionNotLogged: Break = (parts) => ({
  ...parts,
  eventLog: changed(parts.eventLog, {
    append: (append) => parts.eventLog.append(append.end === undefined ? append : { ...append, events: [] }),
  }),
});

/** Stores a status that differs from the completion event. */
export const otherStatus: Break = (parts) => ({
  ...parts,
  eventLog: changed(parts.eventLog, {
    append: (append) =>
      parts.eventLog.append(
        append.end === undefined ? append : { ...append, end: { status: "cancelled", error: null } },
      ),
  }),
});

/** Reads the log without one of its events. */
export const holeInTheLog: Break = (parts) => ({
  ...parts,
  store: changed(parts.store, {
    async entriesAfter(sessionId, after, page) {
      return (await parts.store.entriesAfter(sessionId, after, page)).filter(({ id }) => id !== 20);
    },
    async pageAfter(...asked) {
      const page = await parts.store.pageAfter(...asked);
      if (page === null) return null;
      const text = new TextDecoder().decode(page.bytes).replace(/^id: 20\n.*\n\n/m, "");
      return { ...page, bytes: new TextEncoder().encode(text) };
    },
  }),
});

/** Acknowledges sessions that are not stored. */
export const creationNotStored: Break = (parts) => ({
  ...parts,
  store: changed(parts.store, {
    async createSession(session) {
      const made = await parts.store.createSession(session);
      await parts.store.deleteSession(made.session.sessionId);
      return made;
    },
  }),
});

/** Forgets who created a session. */
export const ownerLost: Break = (parts) => ({
  ...parts,
  store: changed(parts.store, {
    createSession: (session) => parts.store.createSession({ ...session, owner: null }),
  }),
});

/** Acknowledges deletions that have not happened. */
export const deletionNotStored: Break = (parts) => ({
  ...parts,
  store: changed(parts.store, { deleteSession: () => Promise.resolve(true) }),
});

/** Lets a resumed session start from scratch. */
export const nothingTakenOver: Break = (parts) => ({
  ...parts,
  store: changed(parts.store, {
    async resumeSession(ended, sessionId) {
      const [session, work] = await Promise.all([parts.store.session(ended), parts.store.work(ended)]);
      if (session === null || work === null) return await parts.store.resumeSession(ended, sessionId);
      return await parts.store.createSession({ ...session, ...work, sessionId, idempotency: null });
    },
  }),
});

/** Accepts any cursor while a session runs. */
export const anyCursor: Break = (parts) => ({
  ...parts,
  store: changed(parts.store, {
    async session(sessionId) {
      const session = await parts.store.session(sessionId);
      return session === null || isFinal(session.status) ? session : { ...session, lastEventId: 1e9 };
    },
  }),
});

/** Waits for one more event than an ended log has. */
export const endNotTold: Break = (parts) => ({
  ...parts,
  store: changed(parts.store, {
    async session(sessionId) {
      const session = await parts.store.session(sessionId);
      if (session === null || !isFinal(session.status)) return session;
      return { ...session, lastEventId: session.lastEventId + 1 };
    },
  }),
});

/** Gives an agent less than the log has, so that it repeats the rest. */
export const stageRepeated: Break = (parts) => ({
  ...parts,
  agents: parts.agents.map((agent) => ({
    name: agent.name,
    run: (task, context) => {
      const log = changed(context.log, { length: Math.max(0, context.log.length - 2) });
      return agent.run(task, { ...context, log });
    },
  })),
});

/** A client that comes back for a page misses its first event. */
export const pageWithoutFirst: Break = (parts) => ({
  ...parts,
  store: changed(parts.store, {
    async entriesAfter(sessionId, after, page) {
      const entries = await parts.store.entriesAfter(sessionId, after, page);
      return after > 0 && entries.length > 1 ? entries.slice(1) : entries;
    },
  }),
});

/** How long the first event of a session is kept back, in milliseconds. */
const KEPT_MS = 10_000;

/** Begins each session late. */
export const firstEventLate: Break = (parts) => ({
  ...parts,
  agents: parts.agents.map((agent) => ({
    name: agent.name,
    async *run(task, context) {
      await delay(KEPT_MS, { signal: context.signal });
      yield* agent.run(task, context);
    },
  })),
});
