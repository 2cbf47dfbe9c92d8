/** Who asks, and what they may do. */
import type { Context } from "hono";
import type { SessionId } from "../../types.ts";

/**
 * `create`: make sessions, and cancel, resume and delete those that the same subject made. `read`: everything that is read.
 * `admin`: everything.
 */
export const SCOPES = ["create", "read", "admin"] as const;
export type Scope = typeof SCOPES[number];

/** Limits of one token in the place of the general ones; 0 is none, absent is the general one. */
export interface TokenLimits {
  readonly sessionsPerHour?: number;
  readonly bytesPerHour?: number;
}

/** What a token, or the lack of one, stands for. */
export interface Identity {
  /** Name under which sessions remember who made them; null is nobody in particular. */
  readonly subject: string | null;
  /** What a person calls it. */
  readonly name: string;
  readonly scopes: ReadonlySet<Scope>;
  /** The only sessions that it reaches; null for all. Such an identity makes no sessions. */
  readonly sessions: ReadonlySet<SessionId> | null;
  /** When it ends, in milliseconds since 1970; null if it does not. */
  readonly expiresAt: number | null;
  /** The secret that vouches for it: without that, cookies and tickets made from it are void. */
  readonly source: string;
  readonly limits: TokenLimits;
}

/** An identity, and how the request showed it. */
export interface Caller extends Identity {
  readonly via: "anonymous" | "bearer" | "cookie" | "ticket";
}

declare module "hono" {
  interface ContextVariableMap {
    /** Null where none is known: open paths, and requests without a token where one is needed. */
    readonly caller: Caller | null;
  }
}

/** True if this caller may do what `scope` allows; `admin` may do everything. */
export function allows(caller: Caller | null, scope: Scope): boolean {
  return caller !== null && (caller.scopes.has("admin") || caller.scopes.has(scope));
}

/** The name under which a session that this request makes remembers its owner. */
export function ownerOf(c: Context): string | null {
  return c.get("caller")?.subject ?? null;
}
