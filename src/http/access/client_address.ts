/** The client address that limits are counted by. */
import type { Context } from "hono";
import { distinctRemoteAddr, expandIPv6 } from "hono/utils/ipaddr";
import { ownerOf } from "./caller.ts";

/**
 * The client's address: that of the connection, or, behind `trustedProxies` proxies, the one that the outermost of
 * them wrote into `X-Forwarded-For`. Anything to the left of that could be forged by the client. IPv6 addresses are
 * reduced to their 64-bit network, all of which usually belongs to one client. Empty if the address is unknown.
 */
export function clientAddress(c: Context, trustedProxies: number): string {
  const forwarded = trustedProxies === 0
    ? undefined
    : c.req.header("X-Forwarded-For")?.split(",").at(-trustedProxies);
  return normalised(forwarded ?? "") ?? normalised(remoteAddress(c)) ?? "";
}

/**
 * Whom the work of this request is charged to, so that no client takes the share of another: the owner that the token
 * names, or the address of a client without one.
 */
export function accountOf(c: Context, trustedProxies: number): string {
  return ownerOf(c) ?? `address:${clientAddress(c, trustedProxies)}`;
}

/** The address of the connection, from the bindings that the HTTP server passes to the application. */
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
