/** Which account a request's chemistry is charged to, and how long it is wanted. */
import type { Context } from "hono";
import type { CallShare } from "../../chem/pool/pending_call.ts";
import { accountOf, clientAddress } from "../access/client_address.ts";

/** The account of a drawing, which someone is waiting to see. */
export function clientShare(c: Context, trustedProxies: number): CallShare {
  return { owner: accountOf(c, trustedProxies), session: clientAddress(c, trustedProxies) };
}

/** The account of an export, which counts as one more session. */
export function exportShare(c: Context, trustedProxies: number): CallShare {
  return { owner: accountOf(c, trustedProxies), session: `export:${clientAddress(c, trustedProxies)}` };
}

/** Aborts if the client leaves before it has its answer. */
export function clientLeft(c: Context): AbortSignal {
  const leaving = new AbortController();
  const { signal } = c.req.raw;
  // The server's abort reason is a string rather than an error.
  const leave = () => leaving.abort(new DOMException("The client has left", "AbortError"));
  if (signal.aborted) leave();
  else signal.addEventListener("abort", leave, { once: true });
  return leaving.signal;
}
