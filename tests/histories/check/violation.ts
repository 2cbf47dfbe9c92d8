/** A violation that a history or a log shows. */

export const PROMISES = [
  "ids count 1, 2, 3 … without gaps",
  "the completion is the last event, and there is exactly one",
  "no finished stage is done twice",
  "the status agrees with the completion",
  "the log equals that of an undisturbed run",
  "every event says when and by which worker it was made",
  "the session works on what was submitted",
  "a session's description is correct",
  "results and files agree with the log",
  "the database holds everything that clients have seen",
  "a resumed session takes over all finished work",
  "everything acknowledged is kept",
  "only events of the log carry an id, and they are unnamed",
  "clients see nothing that is not in the log",
  "every event after the cursor arrives",
  "no event arrives twice",
  "events arrive in order",
  "all clients get identical bytes",
  "nothing follows the completion",
  "a client that has everything is told so by one 204",
  "a client that follows to the end gets there",
  "a cursor that cannot be honoured is an error",
  "nothing is disclosed without a token",
  "work makes progress, and its events arrive in time",
] as const;
export type PromiseName = typeof PROMISES[number];

export interface Violation {
  readonly promise: PromiseName;
  /** The session's name in the plan. */
  readonly session: string;
  /** The client's name in the plan; null if it concerns the session itself. */
  readonly client: string | null;
  /** Number of the event at which it shows; null if it concerns no event. */
  readonly position: number | null;
  readonly expected: string;
  readonly seen: string;
}

/** One violation as a paragraph for a person. */
export function violationText(
  { promise, session, client, position, expected, seen }: Violation,
): string {
  const where = [
    `session ${session}`,
    ...(client === null ? [] : [`client ${client}`]),
    ...(position === null ? [] : [`event ${position}`]),
  ];
  return `VIOLATION of "${promise}" (${where.join(", ")})\n  expected: ${expected}\n  seen:     ${seen}`;
}

/** Data as shown in a violation. */
export function shortened(data: string | undefined): string {
  if (data === undefined) return "nothing";
  return data.length <= 240 ? data : `${data.slice(0, 200)}… (${data.length} characters)`;
}
