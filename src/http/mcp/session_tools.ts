/** The tools for many reactions: a few are answered at once, more become a session. */
import { delay } from "@std/async";
import { z } from "@hono/zod-openapi";
import { recomputeReaction } from "../../agent/recompute_reaction.ts";
import { remarkText, VERDICTS } from "../../chem_results.ts";
import { isFinal } from "../../session/session_state.ts";
import { conditionsText } from "../../text_reading.ts";
import type { ReactionRecord } from "../../stages.ts";
import { SESSION_STATUSES } from "../../types.ts";
import { allows } from "../access/caller.ts";
import type { SessionJson } from "../contract/session_schemas.ts";
import { clientLeft, clientShare } from "../routes/chem_share.ts";
import type { OwnRoutes } from "./own_routes.ts";
import { orNull, tool, type ToolContext, type ToolResult } from "./tool.ts";

/** Reactions of one call that are answered at once, and of one page of a session. */
const AT_ONCE = 20;
/** Longest text of a reaction in an answer, in characters, and most of its findings or errors. */
const MAX_TEXT = 2_000;
const MAX_REMARKS = 5;
/** Longest wait of `get_session` in seconds, and time between two looks in milliseconds. */
const MAX_WAIT = 30;
const LOOK_MS = 200;

const reactionRow = z.object({
  index: z.int(),
  text: z.string().describe("As written in the query; what was read from words, as reaction SMILES"),
  verdict: z.enum(VERDICTS).nullable(),
  rxn_smiles: orNull,
  mapped: orNull.describe("Reaction SMILES with atom map numbers"),
  rxn_smarts: orNull,
  rxn_smirks: orNull,
  findings: z.array(z.string()).describe("What is doubtful or wrong, worst first"),
  conditions: z.string().describe("As read from words; empty if none"),
  errors: z.array(z.string()).describe("What could not be read or computed"),
});
const sessionState = z.object({
  session_id: z.string(),
  status: z.enum(SESSION_STATUSES),
  error: orNull,
  found: z.int(),
  done: z.int(),
  broken: z.int(),
  reactions: z.array(reactionRow),
  next_after: z.int().nullable().describe("Give it as `after` for the next page; null after the last one"),
});
const analyzed = z.object({
  reactions: z.array(reactionRow),
  not_read: z.array(z.string()).describe("Parts of the text that tell of a reaction and could not be read"),
  note: orNull.describe("Why there are no reactions"),
  session_id: orNull.describe("Where the results will be; null if they are here"),
  next: orNull.describe("What to do next"),
});

export const analyzeInput = z.object({
  text: z.string().min(1).max(1_000_000).describe(
    "Reaction SMILES (one in each line), a table, an RXN file, or an experimental procedure in words",
  ),
});

export const sessionTools = {
  analyze_reactions: tool(
    `Finds the reactions of a text and checks each: structures, atom mapping, SMARTS, SMIRKS and a verdict. Up to ${AT_ONCE} are answered at once; more become a session, to be followed with get_session`,
    analyzeInput,
    analyzed,
    analyze,
  ),
  get_session: tool(
    "The state of a session and its reactions, a page at a time",
    z.object({
      session_id: z.string().max(100),
      after: z.int().min(-1).default(-1).describe("Index of a reaction; only later ones are given"),
      limit: z.int().min(1).max(AT_ONCE).default(AT_ONCE),
      wait: z.int().min(0).max(MAX_WAIT).default(0).describe("Seconds to wait for the end of the session"),
    }),
    sessionState,
    ({ session_id: id, wait, ...page }, context) => sessionResult(id, page, wait, context),
  ),
};

async function analyze({ text }: z.output<typeof analyzeInput>, context: ToolContext): Promise<ToolResult> {
  const { c, deps, routes } = context;
  if (!allows(c.get("caller"), "create")) return { error: 'This requires a token with the scope "create"' };
  const signal = clientLeft(c);
  const query = { text, format: "auto", fileName: null } as const;
  const share = clientShare(c, deps.access.settings.trustedProxies);
  const options = { share, signal };
  const { reactions, unread = [], looked_at: lookedAt = null } = await deps.chem.call(
    "find",
    { query, maxReactions: AT_ONCE + 1 },
    options,
  );
  if (reactions.length > AT_ONCE) {
    const created = await createSession(text, routes);
    if ("error" in created) return created;
    const next =
      `Call get_session with this session_id and "wait": ${MAX_WAIT} until its status is no longer "queued" or "running"`;
    return {
      value: { reactions: [], not_read: [], note: null, session_id: created.session.session_id, next },
    };
  }
  const records = await Promise.all(
    reactions.map((reaction, index) => recomputeReaction(deps.chem, index, reaction, signal)),
  );
  return {
    value: {
      reactions: records.map(rowOf),
      not_read: unread.slice(0, AT_ONCE).map(({ text, reason }) => `${clipped(text)}: ${reason}`),
      note: records.length > 0 ? null : lookedAt ?? "There are no reactions in the text",
      session_id: null,
      next: null,
    },
  };
}

/** Creates a session of the caller's. */
export async function createSession(
  text: string,
  routes: OwnRoutes,
): Promise<{ readonly session: SessionJson } | { readonly error: string }> {
  const answer = await routes.post("/sessions", { query: text });
  return answer.ok ? { session: answer.value as SessionJson } : { error: answer.detail };
}

/** The session as the caller may see it. */
export async function sessionOf(
  id: string,
  routes: OwnRoutes,
): Promise<{ readonly session: SessionJson } | { readonly error: string }> {
  const answer = await routes.get(`/sessions/${encodeURIComponent(id)}`);
  return answer.ok ? { session: answer.value as SessionJson } : { error: answer.detail };
}

/**
 * Resolves when the session has ended, or after so many seconds; counts as an open stream meanwhile. Rejects with the
 * limit on streams, and when the client leaves or the server stops.
 */
export async function untilEnd(id: string, seconds: number, { c, deps }: ToolContext): Promise<void> {
  const closed = deps.access.limits.openStream(c);
  try {
    const signal = AbortSignal.any([clientLeft(c), deps.stopping]);
    const end = performance.now() + 1_000 * seconds;
    while (performance.now() < end) {
      const session = await deps.store.session(id.toLowerCase());
      if (session === null || isFinal(session.status)) return;
      await delay(LOOK_MS, { signal });
    }
  } finally {
    closed();
  }
}

/** The value of `get_session`. */
export async function sessionResult(
  id: string,
  { after, limit }: { readonly after: number; readonly limit: number },
  wait: number,
  context: ToolContext,
): Promise<ToolResult> {
  const { routes } = context;
  let found = await sessionOf(id, routes);
  if ("error" in found) return found;
  if (wait > 0 && !isFinal(found.session.status)) {
    await untilEnd(id, wait, context);
    found = await sessionOf(id, routes);
    if ("error" in found) return found;
  }
  const { session_id: sessionId, status, error, reactions: counts } = found.session;
  const path = `/sessions/${encodeURIComponent(sessionId)}/reactions`;
  const page = await routes.get(`${path}?${new URLSearchParams({ after: `${after}`, limit: `${limit}` })}`);
  if (!page.ok) return { error: page.detail };
  const { items } = page.value as { readonly items: readonly ReactionRecord[] };
  const last = items.at(-1)?.index ?? after;
  return {
    value: {
      session_id: sessionId,
      status,
      error,
      found: counts.found,
      done: counts.done,
      broken: counts.failed,
      reactions: items.map(rowOf),
      next_after: last < counts.found - 1 ? last : null,
    },
  };
}

function rowOf(
  { index, text, verdict, results, reading, errors }: ReactionRecord,
): z.input<typeof reactionRow> {
  return {
    index,
    text: clipped(text),
    verdict,
    rxn_smiles: results.rxn_smiles?.values[0] ?? null,
    mapped: results.rxn_smiles?.mapped ?? null,
    rxn_smarts: results.rxn_smarts?.values[0] ?? null,
    rxn_smirks: results.rxn_smirks?.values[0] ?? null,
    findings: results.validation?.findings.slice(0, MAX_REMARKS).map(remarkText) ?? [],
    conditions: reading === undefined ? "" : conditionsText(reading.conditions),
    errors: errors.slice(0, MAX_REMARKS).map(clipped),
  };
}

function clipped(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT).toWellFormed()}…` : text;
}
