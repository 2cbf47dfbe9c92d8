/** Examples for the schemas: an esterification as a session reported it, and related objects. */
import type { Stage } from "../../stages.ts";
import { finding, note } from "../../chem/protocol/remarks.ts";
import reaction from "./example_reaction.json" with { type: "json" };

const SESSION_ID = "e46f0e28-35e4-4345-947a-01a10159a9b0";
const STAMP = {
  timestamp: "2026-12-01T12:46:11.716Z",
  worker_id: "fa159346-dc60-44d1-9282-28856c51e589",
} as const;
const COUNTS = { found: 3, done: 3, failed: 1 } as const;
const SESSION = {
  session_id: SESSION_ID,
  title: "Two couplings",
  status: "completed",
  agent: "rdkit",
  worker_id: STAMP.worker_id,
  created_at: "2026-12-01T12:46:11.283Z",
  updated_at: "2026-12-01T12:46:11.916Z",
  error: null,
  reactions: COUNTS,
  last_event_id: 42,
  resumed_from: null,
  bytes: 16_335,
} as const;
const { values: _values, invalid_count: _count, classification: CLASSIFICATION, ...VALIDATION } =
  reaction.results.validation;
const RUNNER_UP = {
  cost: 2.91,
  confidence: 0.07,
  mapped: "[CH3:5][C:4](=[O:6])[OH:3].[CH3:1][CH2:2]O>>[CH3:1][CH2:2][O:3][C:4]([CH3:5])=[O:6]",
  deciding_bond: { side: "reactants", atoms: ["C:4", "O"], chosen: "lost", other: "kept" },
} as const;
const REJECTED = {
  candidate: "CC(C)(C)(C)(C)C",
  role: "product",
  position: 1,
  reason: "carbon (atom 2) has 6 bonds, more than it can form",
  kind: "impossible",
} as const;

/** An event as stored in the log. */
export function exampleEvent(
  type: "info" | "data" | "error",
  message: string,
  aux: Readonly<Record<string, unknown>> & { readonly info_type: string },
): object {
  return { type, message, ...STAMP, aux };
}

const TEXT_EVENT = exampleEvent("data", reaction.text, {
  info_type: "reaction_text",
  reaction_index: 0,
  format: "smiles",
  line: 1,
  fields: {},
});

const SPAN = { start: 0, end: 7 };
const TIME = { value: 12, unit: "h", text: "12 h" };
const READING = {
  source: "Ethanol (4.6 g) was oxidised with PCC in DCM for 12 h to give acetaldehyde (80 %).",
  span: { start: 0, end: 82 },
  components: [
    {
      name: "Ethanol",
      smiles: "CCO",
      role: "reactant",
      amount: { mass: { value: 4.6, unit: "g", text: "4.6 g" } },
      span: SPAN,
    },
    { name: "acetaldehyde", smiles: "CC=O", role: "product", amount: {}, span: { start: 62, end: 74 } },
  ],
  conditions: {
    time: TIME,
    yield: { value: 80, unit: "%", text: "80 %" },
    stages: [{ time: TIME, span: { start: 49, end: 53 } }],
  },
  role_confidence: 0.9,
  unread: [],
};
const UNREAD = {
  text: "the acid of step A",
  span: { start: 10, end: 28 },
  reason: "the text does not say what it is",
};

/** By schema name. */
const EXCHANGE = {
  number: 1,
  digest: "4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945",
  created_at: "2026-11-30T12:00:00.000Z",
  request: { purpose: "reading", model: "qwen3:8b", messages: [{ role: "user", content: "…" }] },
  answer: {
    text: '{"reactions": []}',
    end: "complete",
    tokens: { input: 812, output: 143 },
    seconds: 4.2,
    calls: 1,
  },
};

export const EXAMPLES = {
  Session: SESSION,
  SessionPage: { items: [SESSION], next_after: null },
  ReactionCounts: COUNTS,
  StreamingStatus: {
    session_id: SESSION_ID,
    has_active_worker: true,
    streaming_clients: ["client-1", "client-2"],
    queue_size: 5,
    is_complete: false,
    status: "running",
    worker_id: STAMP.worker_id,
    created_at: SESSION.created_at,
    last_event_id: 28,
    connections: 2,
    reactions: { found: 3, done: 1, failed: 0 },
  },
  SessionRequest: {
    query: "CCO.CC(=O)O>>CCOC(C)=O",
    title: "An esterification",
    options: { format: "smiles", max_reactions: 100 },
  },
  StreamTicket: {
    ticket: "eyJpZCI6Ii4uLiJ9.c2lnbmF0dXJl",
    expires_at: "2026-12-01T12:47:11.283Z",
    stream_expires_at: "2026-12-02T00:46:11.283Z",
    stream_url: `/sessions/${SESSION_ID}/stream?ticket=eyJpZCI6Ii4uLiJ9.c2lnbmF0dXJl`,
  },
  SignedIn: {
    authentication: "required",
    signed_in: true,
    name: "Ada",
    scopes: ["read", "create"],
    sessions: null,
    expires_at: "2026-12-02T00:46:11.283Z",
  },
  Health: { status: "ok", version: "0.2.0", commit: "3f2c1ab" },
  Readiness: {
    status: "ready",
    problems: [],
    sessions: { running: 1, queued: 0 },
    careful_start: false,
    streams: 2,
    chemistry: {
      processes: 2,
      alive: 2,
      busy: 1,
      queued: 0,
      restarts: 0,
      kills: 0,
      brokenOff: 0,
      rechecks: 0,
      leaks: 0,
      startError: null,
    },
  },
  Component: reaction.results.smiles.components[0],
  UsedComponent: { role: "agent", smiles: "C1CCOC1", kind: "solvent" },
  Span: SPAN,
  Quantity: TIME,
  Amount: READING.components[0]?.amount,
  NameReading: { name: "acetic acid", smiles: "CC(=O)O", kind: "lexicon" },
  NamedComponent: READING.components[0],
  ConditionStage: READING.conditions.stages[0],
  Conditions: READING.conditions,
  UnreadText: UNREAD,
  TextReading: READING,
  MappingInfo: reaction.results.rxn_smiles.mapping,
  OtherMapping: { cost: RUNNER_UP.cost, confidence: RUNNER_UP.confidence, mapped: RUNNER_UP.mapped },
  RunnerUp: RUNNER_UP,
  DecidingBond: RUNNER_UP.deciding_bond,
  PatternsByRadius: reaction.results.rxn_smirks.radii,
  CountedMolecule: reaction.results.validation.checks.by_products[0],
  ValidationChecks: reaction.results.validation.checks,
  Finding: finding("component_impossible", { count: 1 }),
  Note: note("several_outcomes", { outcomes: 3 }),
  Classification: CLASSIFICATION,
  Proof: reaction.results.validation.proof,
  SmilesResult: reaction.results.smiles,
  ReactionSmilesResult: reaction.results.rxn_smiles,
  ReactionSmartsResult: reaction.results.rxn_smarts,
  SmirksResult: reaction.results.rxn_smirks,
  ValidationResult: reaction.results.validation,
  NoResult: { values: [], invalid_count: 0, reason: "the reaction has no atom-mapped form" },
  StageResults: reaction.results,
  TemplateUse: reaction.template,
  TemplateSummary: { distinct: 2, alone: 1, shared: [{ first: 0, reactions: 2 }] },
  Reaction: reaction,
  ResultRow: {
    index: reaction.index,
    text: reaction.text,
    format: reaction.format,
    smiles: reaction.results.smiles.values,
    rxn_smiles: reaction.results.rxn_smiles.values[0],
    rxn_smarts: reaction.results.rxn_smarts.values[0],
    rxn_smirks: reaction.results.rxn_smirks.values[0],
    mapped: reaction.results.rxn_smiles.mapped,
    fragment_groups: "",
    mapping: reaction.results.rxn_smiles.mapping,
    rxn_smarts_radii: reaction.results.rxn_smarts.radii,
    rxn_smirks_radii: reaction.results.rxn_smirks.radii,
    rxn_smirks_daylight: reaction.results.rxn_smirks.daylight,
    verdict: reaction.verdict,
    classification: CLASSIFICATION,
    validation: VALIDATION,
    template: reaction.template,
    errors: [],
    fields: {},
  },
  ReactionPage: { items: [reaction], next_after: 0 },
  Shortened: { bytes: 90_312, whole: "content?after=41&limit=1" },
  LogItem: { id: 1, data: TEXT_EVENT },
  Content: { items: [{ id: 1, data: TEXT_EVENT }], next_after: 1 },
  ContentEvent: TEXT_EVENT,
  ReactionTextEvent: TEXT_EVENT,
  ReactionsTruncatedEvent: exampleEvent(
    "error",
    "The text has more than 100000 reactions; only the first 100000 are worked on",
    { info_type: "reactions_truncated", limit: 100_000 },
  ),
  NoReactionsEvent: exampleEvent("info", "No reactions found in the text", {
    info_type: "no_reactions",
    reason:
      "2 sentences were looked at; read as compounds: ethanol, THF. No sentence says which of them became what.",
  }),
  TextUnreadEvent: exampleEvent("info", "Not read: the acid of step A (the text does not say what it is)", {
    info_type: "text_unread",
    unread: [UNREAD],
    count: 1,
  }),
  ReadingErrorEvent: exampleEvent("error", 'Reading: "sodium hydride" does not occur in the text', {
    info_type: "reading_error",
    candidate: "sodium hydride",
    role: "agent",
    position: 0,
    reason: '"sodium hydride" does not occur in the text',
  }),
  ReadingRetryEvent: exampleEvent("info", "Asked the model again: the endpoint asks to wait (status 429)", {
    info_type: "reading_retry",
    reason: "the endpoint asks to wait (status 429)",
    wait_ms: 2_000,
  }),
  ReadingUpdateEvent: exampleEvent("data", "The model read 1 reaction", {
    info_type: "reading_update",
    returnable: { values: ["CCO.CC(=O)O>>CCOC(C)=O"], invalid_count: 0 },
    model: "qwen3:8b",
    calls: 1,
    tokens: { input: 812, output: 143 },
    seconds: 4.2,
    cost: null,
  }),
  ReactionInitEvent: exampleEvent("info", "Starting reaction 0", {
    info_type: "reaction_init",
    reaction_index: 0,
  }),
  ReactionCompleteEvent: exampleEvent("info", "Reaction 0 complete: sound", {
    info_type: "reaction_complete",
    reaction_index: 0,
    verdict: "sound",
    template: reaction.template,
  }),
  RunCompleteEvent: exampleEvent("info", "Run complete: 3 reactions, 1 broken", {
    info_type: "run_complete",
    found: 3,
    broken: 1,
    templates: { distinct: 2, alone: 2, shared: [] },
  }),
  CompletionEvent: { _type: "completion", status: "completed" },
  GoodbyeEvent: { reason: "stopping", retry_ms: 6_512 },
  DeletedEvent: { reason: "deleted" },
  PartialEvent: { kind: "text", purpose: "reading", text: '{"reactions": [{"comp' },
  McpMessage: { jsonrpc: "2.0", id: 1, method: "tools/list" },
  Transcript: { items: [EXCHANGE], next_after: null },
  Exchange: EXCHANGE,
  DurableDataEvent: [TEXT_EVENT],
  DurableControlEvent: {
    streamNextOffset: "0000000000000042",
    streamClosed: true,
    upToDate: true,
  },
} as const;

/** What a stage's error event says about the candidate that was left out. */
export const EXAMPLE_REJECTED = REJECTED;

/** The stage's result in the example, or an empty result for a stage that the example lacks. */
export function exampleResult(stage: Stage): object {
  const results: Readonly<Partial<Record<Stage, object>>> = reaction.results;
  return results[stage] ?? EXAMPLES.NoResult;
}
