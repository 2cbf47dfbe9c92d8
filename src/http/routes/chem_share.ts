/** On whose account a request's chemistry goes, and until when it is wanted. */
import type { Context } from "hono";
import type { CallShare } from "../../chem/pool/pending_call.ts";
import { ownerOf } from "../access/caller.ts";
import { clientAddress } from "../access/client_address.ts";

/** The account of what somebody waits for to look at: that of the token, or else of the address. */
export function clientShare(c: Context, trustedProxies: number): CallShare {
  const address = clientAddress(c, trustedProxies);
  return { owner: ownerOf(c) ?? `address:${address}`, session: address };
}

/** The account of a long piece of work: one more session of the owner. */
export function exportShare(c: Context, trustedProxies: number): CallShare {
  return { owner: ownerOf(c) ?? "", session: `export:${clientAddress(c, trustedProxies)}` };
}

/** Aborts when the client leaves before it has its answer. */
export function clientLeft(c: Context): AbortSignal {
  const leaving = new AbortController();
  const { signal } = c.req.raw;
  // What the server gives as the reason is a text, and no error.
  const leave = () => leaving.abort(new DOMException("The client has left", "AbortError"));
  if (signal.aborted) leave();
  else signal.addEventListener("abort", leave, { once: true });
  return leaving.signal;
}
