/** `/auth/session`: a browser hands over a token once, and gets a cookie that stands for it. */
import type { Context, Hono } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { HttpProblem } from "../problem.ts";
import type { Access } from "./access.ts";
import { allows, type Caller } from "./caller.ts";
import type { SignedToken, SignedTokens } from "./signed_token.ts";
import { tokenRequired } from "./unauthorized.ts";

const NAME = "rxnstream";
/** A cookie lasts this long, unless its token ends earlier, in milliseconds. */
const COOKIE_MS = 12 * 3_600_000;

/** Browsers drop a cookie of more than 4,096 bytes with its name and attributes, and say nothing. */
const MAX_COOKIE = 3_900;

export function mountAuthSession(app: Hono, { authentication, passes }: Access): void {
  const { isConfigured, anonymous } = authentication;
  const shown = (c: Context, caller: Caller | null) => {
    const signedIn = caller !== null && caller.via !== "anonymous" ? caller : null;
    return c.json(
      {
        /** Whether there is anything to sign in to, and whether one must. */
        authentication: !isConfigured ? "off" : anonymous === null ? "required" : "optional",
        signed_in: signedIn !== null,
        name: signedIn?.name ?? null,
        scopes: caller === null ? [] : [...caller.scopes],
        sessions: caller?.sessions ? [...caller.sessions] : null,
        expires_at: signedIn?.expiresAt ? new Date(signedIn.expiresAt).toISOString() : null,
      },
      200,
      { "Cache-Control": "no-store" },
    );
  };
  app.get("/auth/session", (c) => shown(c, c.get("caller")));
  app.post("/auth/session", async (c) => {
    const caller = c.get("caller");
    if (!isConfigured) return shown(c, caller);
    if (caller?.via !== "bearer") throw tokenRequired();
    const expiresAt = Math.min(Date.now() + COOKIE_MS, caller.expiresAt ?? Infinity);
    const cookie = await passes.sign("cookie", caller, { expiresAt });
    if (cookie.length > MAX_COOKIE) {
      throw new HttpProblem(400, "token_too_large", "The token says more than fits into a cookie");
    }
    setCookie(c, NAME, cookie, {
      ...attributes(c),
      maxAge: Math.max(0, Math.round((expiresAt - Date.now()) / 1_000)),
    });
    return shown(c, { ...caller, expiresAt });
  });
  app.delete("/auth/session", (c) => {
    deleteCookie(c, NAME, attributes(c));
    return c.body(null, 204);
  });
}

/** The pass in the request's cookie; null if there is none that is good. */
export async function readCookie(c: Context, passes: SignedTokens): Promise<SignedToken | null> {
  const text = getCookie(c, NAME, ...prefix(c));
  return text === undefined ? null : await passes.read("cookie", text);
}

/** Hides what `/readyz` says beside its status from those who may not read. */
export function hideDetails(c: Context): void {
  if (allows(c.get("caller"), "read") && c.get("caller")?.sessions === null) return;
  const { status } = c.res;
  if (status !== 200 && status !== 503) return;
  c.res = c.json({ status: status === 200 ? "ready" : "not ready" }, status === 200 ? 200 : 503);
}

function attributes(c: Context) {
  const [secured] = prefix(c);
  return {
    path: "/",
    httpOnly: true,
    sameSite: "Strict",
    secure: secured !== undefined,
    ...(secured === undefined ? {} : { prefix: secured }),
  } as const;
}

/** Over TLS the cookie has the prefix that keeps other hosts of the domain from setting it. A client that lies harms itself. */
function prefix(c: Context): ["host"] | [] {
  const proto = c.req.header("X-Forwarded-Proto")?.split(",")[0]?.trim() ?? new URL(c.req.url).protocol;
  return /^https:?$/i.test(proto) ? ["host"] : [];
}
