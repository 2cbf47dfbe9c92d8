/** The states of a session and the transitions between them. */
import type { FinalStatus, SessionStatus } from "../types.ts";

/** `start` also resumes a session that a stopped server left running. */
export type SessionAction = "start" | "complete" | "fail" | "cancel";

/** The status that each action leads to; only the last three end a session. */
interface Transitions {
  readonly start?: Extract<SessionStatus, "running">;
  readonly complete?: FinalStatus;
  readonly fail?: FinalStatus;
  readonly cancel?: FinalStatus;
}

const TRANSITIONS: Readonly<Record<SessionStatus, Transitions>> = {
  queued: { start: "running", cancel: "cancelled", fail: "error" },
  running: { start: "running", complete: "completed", fail: "error", cancel: "cancelled" },
  completed: {},
  error: {},
  cancelled: {},
};

/** The status after `action`; undefined if the action is not possible in this status. */
export function nextStatus<Action extends SessionAction>(
  status: SessionStatus,
  action: Action,
): Transitions[Action] | undefined {
  return TRANSITIONS[status][action];
}

/** True for a session whose log has ended. */
export function isFinal(status: SessionStatus): status is FinalStatus {
  return Object.keys(TRANSITIONS[status]).length === 0;
}
