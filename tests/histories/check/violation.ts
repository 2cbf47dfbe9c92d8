/** A violation that a history or a log shows. */

export const PROMISES = [
  "ids count 1, 2, 3 … without holes",
  "the completion is the last event, and there is one",
  "no finished stage is done twice",
  "the status agrees with the completion",
  "the log is that of an undisturbed run",
  "every event says when and by whom it was made",
  "what was submitted is what is worked on",
  "a session says what it is",
  "results and files agree with the log",
  "the database holds what was seen",
  "a resumed session takes over what was finished",
  "what was acknowledged is kept",
  "only events of the log carry an id, and they have no name",
  "nothing is seen that is not in the log",
  "every event after the cursor arrives",
  "no event arrives twice",
  "events arrive in order",
  "everybody gets identical bytes",
  "nothing follows the completion",
  "a client that has everything is told so by one 204",
  "a client that follows to the end gets there",
  "a cursor that cannot be honoured is an error",
  "nothing is shown without a token",
  "work goes on, and its events arrive in time",
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
