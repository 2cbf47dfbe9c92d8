/** How readers of logs share the event loop and the database. */
import type { Context } from "hono";
import type { TurnOptions } from "../../scheduling/fair_turns.ts";
import type { HttpServices } from "../http_services.ts";

/** Bytes of a log that are read per turn: parsing them holds the event loop for about a millisecond. */
export const SLICE_BYTES = 64 * 1024;

/** Options for taking turns with other client addresses, for as long as the client stays. */
export function turnsOf(
  c: Context,
  { access, runner }: Pick<HttpServices, "access" | "runner">,
): Omit<TurnOptions, "first"> {
  return {
    key: access.limits.addressOf(c),
    signal: c.req.raw.signal,
    // Leave running sessions their share of the event loop.
    rests: runner.counts.running > 0,
  };
}
