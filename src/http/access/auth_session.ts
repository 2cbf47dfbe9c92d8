/** `/auth/session`: a browser sends a token once and gets a cookie in its place. */
import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { json, problems } from "../contract/answers.ts";
import { named } from "../contract/named.ts";
import { type HttpApp, mountRoute } from "../contract/routes.ts";
import { HttpProblem } from "../problem.ts";
import type { Access } from "./access.ts";
import { allows, type Caller, SCOPES } from "./caller.ts";
import type { SignedToken, SignedTokens } from "./signed_token.ts";
import { tokenRequired } from "./unauthorized.ts";

const NAME = "rxnstream";
/** A cookie lasts this long, unless its token ends earlier, in milliseconds. */
const COOKIE_MS = 12 * 3_600_000;

/** Browsers drop a cookie of more than 4,096 bytes with its name and attributes, without a warning. */
const MAX_COOKIE = 3_900;

const signedIn = named(
  "SignedIn",
  z.object({
    authentication: z.enum(["off", "optional", "required"]).describe(
      "Whether signing in is possible, and whether it is required",
    ),
    signed_in: z.boolean(),
    name: z.string().nullable(),
    scopes: z.array(z.enum(SCOPES)),
    sessions: z.array(z.uuid()).nullable().describe(
      "The only sessions that the token gives access to; null for all",
    ),
    expires_at: z.iso.datetime().nullable(),
  }),
  "Who is signed in",
);

const GET = createRoute({
  method: "get",
  path: "/auth/session",
  operationId: "getSignedIn",
  tags: ["Access"],
  summary: "Who is signed in, and whether signing in is required",
  security: [],
  responses: { 200: json("Who is signed in", signedIn), ...problems("token_invalid", "cross_site") },
});

const SIGN_IN = createRoute({
  method: "post",
  path: "/auth/session",
  operationId: "signIn",
  tags: ["Access"],
  summary: "Sign in: a bearer token becomes a cookie",
  responses: {
    200: {
      ...json("Who is signed in", signedIn),
      headers: z.object({ "Set-Cookie": z.string().optional().openapi({ description: "The cookie" }) }),
    },
    ...problems("token_too_large", "token_required", "token_invalid", "cross_site"),
  },
});

const SIGN_OUT = createRoute({
  method: "delete",
  path: "/auth/session",
  operationId: "signOut",
  tags: ["Access"],
  summary: "Sign out",
  security: [],
  responses: { 204: { description: "The cookie is gone" }, ...problems("token_invalid", "cross_site") },
});

export function mountAuthSession(app: HttpApp, { authentication, signedTokens }: Access): void {
  const { isConfigured, anonymous } = authentication;
  const shown = (c: Context, caller: Caller | null) => {
    const signedIn = caller !== null && caller.via !== "anonymous" ? caller : null;
    return c.json(
      {
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
  mountRoute(app, GET, (c) => shown(c, c.get("caller")));
  mountRoute(app, SIGN_IN, async (c) => {
    const caller = c.get("caller");
    if (!isConfigured) return shown(c, caller);
    if (caller?.via !== "bearer") throw tokenRequired();
    const expiresAt = Math.min(Date.now() + COOKIE_MS, caller.expiresAt ?? Infinity);
    const cookie = await signedTokens.sign("cookie", caller, { expiresAt });
    if (cookie.length > MAX_COOKIE) {
      throw new HttpProblem(400, "token_too_large", "The token carries more than fits into a cookie");
    }
    setCookie(c, NAME, cookie, {
      ...attributes(c),
      maxAge: Math.max(0, Math.round((expiresAt - Date.now()) / 1_000)),
    });
    return shown(c, { ...caller, expiresAt });
  });
  mountRoute(app, SIGN_OUT, (c) => {
    deleteCookie(c, NAME, attributes(c));
    return c.body(null, 204);
  });
}

/** The signed token in the request's cookie; null if there is none or it is invalid. */
export async function readCookie(c: Context, signedTokens: SignedTokens): Promise<SignedToken | null> {
  const text = getCookie(c, NAME, ...prefix(c));
  return text === undefined ? null : await signedTokens.read("cookie", text);
}

/** Hides everything but the status in the answer of `/readyz` from callers who may not read. */
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

/**
 * Over TLS the cookie has the prefix that keeps other hosts of the domain from setting it. A client that sends a
 * false header harms only itself.
 */
function prefix(c: Context): ["host"] | [] {
  const proto = c.req.header("X-Forwarded-Proto")?.split(",")[0]?.trim() ?? new URL(c.req.url).protocol;
  return /^https:?$/i.test(proto) ? ["host"] : [];
}
