/** Which media types a client accepts (RFC 9110, section 12.5.1). */
import type { Context } from "hono";
import { parseAccept } from "hono/utils/accept";

/**
 * How much the client wants a media type, 0 to 1: the `q` of the most specific range of `Accept` that matches it. A client that
 * sends no `Accept` wants everything.
 */
export function acceptQuality(c: Context, type: string): number {
  const accept = c.req.header("Accept");
  if (accept === undefined || accept.trim() === "") return 1;
  const qualities = qualitiesOf(accept);
  return qualities.get(type) ?? qualities.get(`${type.split("/")[0]}/*`) ?? qualities.get("*/*") ?? 0;
}

/** True if the client names a media type itself, and wants it no less than another. */
export function prefersMediaType(c: Context, type: string, other: string): boolean {
  const quality = qualitiesOf(c.req.header("Accept") ?? "").get(type) ?? 0;
  return quality > 0 && quality >= acceptQuality(c, other);
}

/**
 * The highest `q` of each range, whatever else its parameters say. Hono's own `accepts` would compare whole types, so that no
 * range with `*` matched anything.
 */
function qualitiesOf(accept: string): ReadonlyMap<string, number> {
  const qualities = new Map<string, number>();
  // The best come first.
  for (const { type, q } of parseAccept(accept)) {
    const range = type.toLowerCase();
    if (!qualities.has(range)) qualities.set(range, q);
  }
  return qualities;
}
