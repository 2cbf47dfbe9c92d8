/** Ways in which a service breaks the content of a session, all in one server: the name of the session's file selects one. */
import type { ServiceAgent } from "../../../src/agent/service_agent.ts";
import type { ServiceParts } from "../../../src/cli/serve.ts";
import type { Append, NewSession } from "../../../src/store/store.ts";
import { textOf } from "../../../src/encoding/text_pieces.ts";
import { STAGE_TABLE } from "../../../src/stages.ts";
import type { AgentEvent, Query, Session, SessionId } from "../../../src/types.ts";
import { changed } from "../../support/changed.ts";

/** The changes made to one session; an absent part is left unchanged. */
interface ContentBreak {
  readonly query?: (query: Query) => Query;
  readonly group?: (group: readonly AgentEvent[]) => readonly AgentEvent[];
  /** The agent fails when it has finished. */
  readonly fails?: boolean;
  readonly create?: (session: NewSession) => NewSession;
  readonly append?: (append: Append) => Append;
  /** Applies to every reading of the log, live or later, by any route. */
  readonly read?: (data: string) => string;
  /** Applies to the data behind results and exports. */
  readonly results?: (data: string) => string;
  readonly show?: (session: Session) => Session;
}

const STAGE_EVENTS: ReadonlySet<string> = new Set(
  Object.values(STAGE_TABLE).flatMap(({ init, update, error }) => [init, update, error]),
);

function isUpdate({ aux }: AgentEvent): boolean {
  return aux.returnable !== undefined;
}

function each(change: (event: AgentEvent) => AgentEvent): ContentBreak {
  return { group: (group) => group.map(change) };
}

function only(isKept: (event: AgentEvent) => boolean): ContentBreak {
  return { group: (group) => group.filter(isKept) };
}

/** Changes the data of each event on its way into the log, except the completion. */
function stored(change: (data: string) => string): ContentBreak {
  return {
    append: (append) => ({
      ...append,
      events: append.end === undefined
        ? append.events.map((event) => ({ ...event, data: change(event.data) }))
        : append.events,
    }),
  };
}

/** Changes something other than the type and the message. */
function aux(
  isMeant: (event: AgentEvent) => boolean,
  change: (aux: AgentEvent["aux"]) => object,
): ContentBreak {
  return each((event) => isMeant(event) ? { ...event, aux: { ...event.aux, ...change(event.aux) } } : event);
}

function returnable(change: (result: { values: readonly string[]; invalid_count: number }) => object) {
  return aux(isUpdate, ({ returnable: result }) => ({
    returnable: result === undefined ? result : { ...result, ...change(result) },
  }));
}

const isText = ({ aux }: AgentEvent) => aux.info_type === "reaction_text";
const isComplete = ({ aux }: AgentEvent) => aux.info_type === "reaction_complete";

export const CONTENT_BREAKS = {
  none: {},
  textsReplaced: each((event) => isText(event) ? { ...event, message: "C>>C" } : event),
  resultsNonsense: returnable(({ values }) => ({ values: values.map(() => "nonsense") })),
  resultsEmpty: returnable(() => ({ values: [] })),
  groupsReversed: { group: (group) => group.toReversed() },
  stagesMissing: only(({ aux }) => !STAGE_EVENTS.has(aux.info_type)),
  lastStageMissing: only(({ aux }) => !aux.info_type.startsWith("validation_")),
  halfNotFound: {
    query: (query) => ({ ...query, text: query.text.split("\n").slice(0, 16).join("\n") }),
  },
  oneFoundTooMany: { query: (query) => ({ ...query, text: `${query.text}30,C.O>>CO\n` }) },
  updatesMissing: only((event) => !(isUpdate(event) && (event.aux.reaction_index ?? 0) % 7 === 6)),
  initsMissing: only(({ aux }) => !aux.info_type.endsWith("_init")),
  errorsSwallowed: only(({ type }) => type !== "error"),
  errorsAdded: {
    group: (group) =>
      group.flatMap((event) =>
        isUpdate(event)
          ? [{ ...event, type: "error" as const, aux: { info_type: "smiles_error" } }, event]
          : [event]
      ),
  },
  fieldsLost: aux(isText, () => ({ fields: {} })),
  linesWrong: aux(isText, () => ({ line: 1 })),
  invalidCountsWrong: returnable(({ invalid_count: count }) => ({ invalid_count: count + 1 })),
  indexesWrong: aux(isUpdate, ({ reaction_index: index = 0 }) => ({ reaction_index: index ^ 1 })),
  verdictsWrong: aux(isComplete, () => ({ verdict: "sound" })),
  templatesCountedTwice: aux(isComplete, ({ template }) => {
    const use = template as { first: number; reactions: number } | null;
    return { template: use && { ...use, reactions: 2 * use.reactions } };
  }),
  summaryWrong: aux(({ aux }) => aux.info_type === "run_complete", () => ({ found: 0 })),
  summaryMissing: only(({ aux }) => aux.info_type !== "run_complete"),
  messagesWrong: each((event) => event.type === "info" ? { ...event, message: "…" } : event),
  typesWrong: each((event) => event.type === "data" ? { ...event, type: "info" } : event),
  timesMissing: stored((data) => data.replace(/"timestamp":"[^"]*",/, "")),
  timesFrozen: stored((data) =>
    data.replace(/"timestamp":"[^"]*"/, '"timestamp":"2020-01-01T00:00:00.000Z"')
  ),
  timesLocal: stored((data) => data.replace(/"timestamp":"([^"]*)Z"/, '"timestamp":"$1+02:00"')),
  workersMissing: stored((data) => data.replace(/"worker_id":"[^"]*",/, "")),
  workersMany: stored((data) =>
    data.replace(/"worker_id":"[^"]*"/, () => `"worker_id":"${crypto.randomUUID()}"`)
  ),
  failedWrong: {
    append: (append) =>
      append.reactions === undefined ? append : { ...append, reactions: { ...append.reactions, failed: 0 } },
  },
  fails: { fails: true },
  cancelsItself: {
    append: (append) =>
      append.end === undefined ? append : {
        ...append,
        events: [{ data: '{"_type":"completion","status":"cancelled"}', reactionIndex: null }],
        end: { status: "cancelled", error: null },
      },
  },
  reactionColumnWrong: {
    append: (append) => ({
      ...append,
      events: append.events.map((event) => ({ ...event, reactionIndex: null })),
    }),
  },
  titleLost: { create: (session) => ({ ...session, title: "" }) },
  titleCut: { create: (session) => ({ ...session, title: session.title.slice(0, 12) }) },
  queryChanged: {
    create: (session) => ({ ...session, query: { ...session.query, text: `${session.query.text}\n` } }),
  },
  readOtherwise: { read: (data) => data.replace(/\dZ","worker_id"/, '7Z","worker_id"') },
  resultsWithoutUpdates: { results: (data) => data.replace('"returnable":', '"returned":') },
  resultsOfOthers: {
    results: (data) =>
      data.replace(/"reaction_index":(\d+)/, (_, index) => `"reaction_index":${Number(index) ^ 1}`),
  },
  agentShownWrong: { show: (session) => ({ ...session, agent: "another" }) },
  workerShownWrong: { show: (session) => ({ ...session, workerId: "w-1" }) },
  creationShownWrong: { show: (session) => ({ ...session, createdAt: new Date(0).toISOString() }) },
} as const satisfies Readonly<Record<string, ContentBreak>>;

export type ContentBreakName = keyof typeof CONTENT_BREAKS;

function breakOf(fileName: string | null | undefined): ContentBreak {
  const name = fileName?.replace(/\.csv$/, "") ?? "";
  return Object.hasOwn(CONTENT_BREAKS, name) ? CONTENT_BREAKS[name as ContentBreakName] : {};
}

/** Breaks each session in the way that the name of its file says. */
export function brokenContent(parts: ServiceParts): ServiceParts {
  const { store, eventLog, broadcast } = parts;
  const breaks = new Map<SessionId, ContentBreak>();
  async function of(sessionId: SessionId): Promise<ContentBreak> {
    const known = breaks.get(sessionId) ?? breakOf((await store.work(sessionId))?.query.fileName);
    breaks.set(sessionId, known);
    return known;
  }
  async function shown(session: Session): Promise<Session> {
    return (await of(session.sessionId)).show?.(session) ?? session;
  }
  return {
    ...parts,
    agents: parts.agents.map(brokenAgent),
    eventLog: changed(eventLog, {
      append: async (append) =>
        await eventLog.append((await of(append.sessionId)).append?.(append) ?? append),
    }),
    broadcast: changed(broadcast, {
      publish(sessionId, entries) {
        const { read } = breaks.get(sessionId) ?? {};
        broadcast.publish(
          sessionId,
          read === undefined ? entries : entries.map(({ id, data }) => ({ id, data: read(data) })),
        );
      },
    }),
    store: changed(store, {
      async createSession(session) {
        const broken = breakOf(session.query.fileName);
        breaks.set(session.sessionId, broken);
        return await store.createSession(broken.create?.(session) ?? session);
      },
      async session(sessionId) {
        const session = await store.session(sessionId);
        return session === null ? null : await shown(session);
      },
      async entriesAfter(sessionId, after, page) {
        const [{ read }, entries] = await Promise.all([
          of(sessionId),
          store.entriesAfter(sessionId, after, page),
        ]);
        return read === undefined ? entries : entries.map(({ id, data }) => ({ id, data: read(data) }));
      },
      async pageAfter(sessionId, ...asked) {
        const [{ read }, page] = await Promise.all([of(sessionId), store.pageAfter(sessionId, ...asked)]);
        if (read === undefined || page === null) return page;
        const text = new TextDecoder().decode(page.bytes).split("\n").map(read).join("\n");
        return { ...page, bytes: new TextEncoder().encode(text) };
      },
      async reactionEntries(sessionId, ...asked) {
        const { read = (data: string) => data, results = (data: string) => data } = await of(sessionId);
        const entries = await store.reactionEntries(sessionId, ...asked);
        return entries.map((entry) => ({ ...entry, data: results(read(entry.data)) }));
      },
    }),
  };
}

function brokenAgent(agent: ServiceAgent): ServiceAgent {
  return {
    name: agent.name,
    async *run(task, context) {
      const asked = await task();
      const { query = (given) => given, group = (given) => given, fails = false } = breakOf(
        asked.query.fileName,
      );
      const changedTask = () =>
        Promise.resolve({ ...asked, query: query({ ...asked.query, text: textOf(asked.query.text) }) });
      for await (const given of agent.run(changedTask, context)) yield group(given);
      if (fails) throw new Error("The agent breaks");
    },
  };
}
