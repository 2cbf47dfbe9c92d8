/** The life of a session as a table. */
import type { FinalStatus, SessionStatus } from "../types.ts";

/** `start` also takes up a session again that a stopped server left behind. */
export type SessionAction = "start" | "complete" | "fail" | "cancel";

/** Where each action leads: only the last three end a session. */
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

/** The status after `action`, or undefined if a session with this status does not take it. */
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
