/** Who sent a request, and what they may do. */
import type { Context } from "hono";
import type { SessionId } from "../../types.ts";

/**
 * `create`: create sessions, and cancel, resume and delete those that the same subject created. `read`: read
 * everything. `admin`: do everything.
 */
export const SCOPES = ["create", "read", "admin"] as const;
export type Scope = typeof SCOPES[number];

/** Limits of one token that replace the general ones; 0 is no limit, absent is the general limit. */
export interface TokenLimits {
  readonly sessionsPerHour?: number;
  readonly bytesPerHour?: number;
}

/** Who a token, or the lack of one, stands for. */
export interface Identity {
  /** The owner that new sessions get; null for nobody in particular. */
  readonly subject: string | null;
  /** Name for people to read. */
  readonly name: string;
  readonly scopes: ReadonlySet<Scope>;
  /** The only sessions that it gives access to; null for all. An identity with such a list creates no sessions. */
  readonly sessions: ReadonlySet<SessionId> | null;
  /** When it expires, in milliseconds since 1970; null for never. */
  readonly expiresAt: number | null;
  /** Fingerprint of the secret behind it: once that is gone, cookies and tickets made from it are invalid. */
  readonly source: string;
  readonly limits: TokenLimits;
}

/** An identity, and how the request showed it. */
export interface Caller extends Identity {
  readonly via: "anonymous" | "bearer" | "cookie" | "ticket";
}

declare module "hono" {
  interface ContextVariableMap {
    /** Null if unknown: on public paths, and for requests without a token where one is required. */
    readonly caller: Caller | null;
  }
}

/** True if this caller may do what `scope` allows; `admin` may do everything. */
export function allows(caller: Caller | null, scope: Scope): boolean {
  return caller !== null && (caller.scopes.has("admin") || caller.scopes.has(scope));
}

/** The owner of a session that this request creates. */
export function ownerOf(c: Context): string | null {
  return c.get("caller")?.subject ?? null;
}
