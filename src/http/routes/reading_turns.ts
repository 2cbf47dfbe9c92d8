/** How those who read logs share the event loop and the database. */
import type { Context } from "hono";
import { FairTurns, type TurnOptions } from "../../scheduling/event_loop.ts";
import type { HttpServices } from "../http_services.ts";

/** All who read logs take turns: a page that somebody waits for comes before answers that go on. */
export const reading = new FairTurns();

/** What is read of a log in one turn, in bytes: parsing it holds the event loop for about a millisecond. */
export const SLICE_BYTES = 64 * 1024;

/** The one who asks has turns beside other addresses, until he leaves. */
export function turnsOf(
  c: Context,
  { access, runner }: Pick<HttpServices, "access" | "runner">,
): Omit<TurnOptions, "first"> {
  return {
    key: access.limits.addressOf(c),
    signal: c.req.raw.signal,
    // Sessions that run have their part of the event loop.
    rests: runner.counts.running > 0,
  };
}
