/** The address of the client that limits count by. */
import type { Context } from "hono";
import { distinctRemoteAddr, expandIPv6 } from "hono/utils/ipaddr";
import { ownerOf } from "./caller.ts";

/**
 * The client's address: that of the connection, or, behind `trustedProxies` proxies, the one that the outermost of them wrote
 * into `X-Forwarded-For`. Whatever stands left of that could be the client's own invention. IPv6 addresses are cut to
 * the network of 64 bits, which one client has as a whole. Empty if the server does not tell.
 */
export function clientAddress(c: Context, trustedProxies: number): string {
  const forwarded = trustedProxies === 0
    ? undefined
    : c.req.header("X-Forwarded-For")?.split(",").at(-trustedProxies);
  return normalised(forwarded ?? "") ?? normalised(remoteAddress(c)) ?? "";
}

/**
 * Whom the work of this request is charged to, so that no client takes the share of another: the owner that the token names, or
 * the address of a client without one.
 */
export function accountOf(c: Context, trustedProxies: number): string {
  return ownerOf(c) ?? `address:${clientAddress(c, trustedProxies)}`;
}

/** What the server that runs the application hands over as its bindings. */
function remoteAddress(c: Context): string {
  const { remoteAddress } = (c.env ?? {}) as { readonly remoteAddress?: string };
  return remoteAddress ?? "";
}

function normalised(text: string): string | undefined {
  // Some proxies add the port: 192.0.2.1:4711 or [2001:db8::1]:4711.
  const address = text.trim().replace(/^\[(.*)\](:\d+)?$/, "$1").replace(/^([\d.]+):\d+$/, "$1")
    .replace(/^::ffff:(?=\d+\.)/i, "");
  const version = distinctRemoteAddr(address);
  if (version !== "IPv6") return version && address;
  if (!/^[\da-f:.]{2,45}(%.*)?$/i.test(address) || address.split(":").length > 9) return undefined;
  return expandIPv6(address.toLowerCase().replace(/%.*/, "")).split(":").slice(0, 4).join(":") + "::/64";
}
