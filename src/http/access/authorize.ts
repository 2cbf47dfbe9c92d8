/** Finds out who sent a request, and lets it through if they may do what it asks. */
import type { Context, MiddlewareHandler } from "hono";
import type { Store } from "../../store/store.ts";
import type { SessionId } from "../../types.ts";
import type { HttpSettings } from "../http_settings.ts";
import { isOwnPage, SAFE_METHODS } from "./origins.ts";
import { HttpProblem } from "../problem.ts";
import type { Access } from "./access.ts";
import { allows, type Caller, type Identity } from "./caller.ts";
import { readCookie } from "./auth_session.ts";
import { ticketIdentity } from "./tickets.ts";
import { insufficientScope, tokenInvalid, tokenRequired } from "./unauthorized.ts";

/** Public paths; they expose no user data. */
const PUBLIC = /^\/(?:$|test_sse\.html$|favicon\.ico$|static\/|docs(?:\/|$)|openapi\.json$|healthz$)/;
/** Paths that answer everybody, and say more to those who may read. */
const OPEN = /^\/(?:auth\/session|readyz)$/;

export interface AuthorizeServices {
  readonly access: Access;
  readonly settings: HttpSettings;
  readonly store: Pick<Store, "session">;
}

/** Sets `caller`; answers 401 if a token is required and missing, and 403 if the caller may not do this. */
export function authorize(deps: AuthorizeServices): MiddlewareHandler {
  return async (c, next) => {
    const { path } = c.req;
    c.set("caller", PUBLIC.test(path) ? null : await identify(c, deps));
    if (!PUBLIC.test(path) && !OPEN.test(path)) await requireScope(c, deps);
    await next();
  };
}

/** The session that the path names literally: bound tokens are compared with this. */
function sessionIn(path: string): SessionId | undefined {
  return /^\/(?:sessions|v1\/stream)\/([^/]+)/.exec(path)?.[1]?.toLowerCase();
}

async function identify(c: Context, { access, settings }: AuthorizeServices): Promise<Caller | null> {
  const { authentication } = access;
  const anonymous: Caller | null = authentication.anonymous &&
    { ...authentication.anonymous, via: "anonymous" };
  // A proxy in front may use the header for itself.
  if (!authentication.isConfigured) return anonymous;
  const header = c.req.header("Authorization");
  const token = /^Bearer +([\w.~+/=-]+) *$/i.exec(header ?? "")?.[1];
  if (token !== undefined) return { ...await authentication.byToken(token), via: "bearer" };
  if (/^Bearer\b/i.test(header ?? "")) throw tokenInvalid("The token is invalid");
  // What the client sends on purpose takes precedence over what its browser adds.
  const ticket = await readTicket(c, access);
  if (ticket?.identity) return { ...ticket.identity, via: "ticket" };
  const signed = await readCookie(c, access.signedTokens);
  const signedIn = signed === null ? null : authentication.identityNow(signed);
  if (signedIn !== null) {
    refuseOtherPages(c, settings);
    return { ...signedIn, via: "cookie" };
  }
  if (ticket !== null && anonymous === null) throw tokenInvalid("The ticket is invalid or has expired");
  return anonymous;
}

/**
 * The ticket of a request for a stream, with the identity it stands for, null if it is invalid; null if there is no
 * ticket.
 */
async function readTicket(
  c: Context,
  access: Access,
): Promise<{ readonly identity: Identity | null } | null> {
  const sessionId = /^\/sessions\/([^/]+)\/stream$/.exec(c.req.path)?.[1]?.toLowerCase();
  const isRead = c.req.method === "GET" || c.req.method === "HEAD";
  if (sessionId === undefined || !isRead || c.req.query("ticket") === undefined) return null;
  return { identity: await ticketIdentity(c, access, sessionId) };
}

/** A browser adds the cookie to every request of any page; a token is added on purpose. */
function refuseOtherPages(c: Context, settings: HttpSettings): void {
  if (SAFE_METHODS.has(c.req.method) || isOwnPage(c, settings)) return;
  throw new HttpProblem(
    403,
    "cross_site",
    "Only the server's own page may change anything with a cookie; allow other origins with --allowed-origins",
  );
}

async function requireScope(c: Context, { store }: AuthorizeServices): Promise<void> {
  const { method, path } = c.req;
  const caller = c.get("caller");
  if (caller === null) throw tokenRequired();
  const isRead = SAFE_METHODS.has(method);
  const sessionId = sessionIn(path);
  const isList = isRead && path === "/sessions";
  const makesOne = method === "POST" && /^\/sessions(?:\/[^/]+\/resume)?$/.test(path);
  if (caller.sessions !== null && (makesOne || !isList && !caller.sessions.has(sessionId ?? ""))) {
    throw insufficientScope("admin", "This token is limited to certain sessions and does not allow this");
  }
  if (sessionId !== undefined && path.endsWith("/transcript") && !allows(caller, "admin")) {
    throw insufficientScope("admin", 'A transcript requires the scope "admin"');
  }
  // Each tool requires what it needs beyond that.
  if (path === "/mcp" && allows(caller, "read")) return;
  if (isRead || method === "POST" && path.endsWith("/stream-tickets")) {
    if (!allows(caller, "read")) throw insufficientScope("read", 'This requires the scope "read"');
    return;
  }
  if (!allows(caller, "create")) throw insufficientScope("create", 'This requires the scope "create"');
  if (caller.scopes.has("admin") || sessionId === undefined) return;
  const session = await store.session(sessionId);
  if (session !== null && session.owner !== caller.subject) {
    throw insufficientScope("admin", 'Somebody else created this session; this requires the scope "admin"');
  }
}
