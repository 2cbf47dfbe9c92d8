/** Tokens that the server signs itself: the cookies of signed-in users, and tickets for one stream. */
import { createHmac } from "node:crypto";
import { base64url, jwtVerify, SignJWT } from "jose";
import { z } from "@hono/zod-openapi";
import { RxnstreamError } from "../../errors.ts";
import { type Identity, type Scope, SCOPES } from "./caller.ts";
import { boundSessionsSchema } from "./token_file.ts";

const KEY_BYTES = 32;

/** A cookie stands for its owner; a ticket allows reading the stream of one session. */
export type SignedTokenKind = "cookie" | "ticket";

const claimsSchema = z.object({
  jti: z.string(),
  exp: z.number(),
  owner: z.string().nullable(),
  name: z.string(),
  scopes: z.array(z.enum(SCOPES)),
  sessions: boundSessionsSchema.nullable(),
  source: z.string(),
  open_by: z.number().optional(),
});

/** A token that was signed here and has not expired. */
export interface SignedToken {
  readonly id: string;
  readonly subject: string | null;
  readonly name: string;
  readonly scopes: ReadonlySet<Scope>;
  readonly sessions: ReadonlySet<string> | null;
  readonly source: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  /** By when a ticket must have been used once, in milliseconds since 1970; null for cookies. */
  readonly openBy: number | null;
}

export interface SignedTokenTimes {
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  readonly openBy?: number;
}

/** Signs and reads tokens with one key, which signs nothing else. */
export class SignedTokens {
  readonly #key: Uint8Array;

  constructor(key: Uint8Array) {
    this.#key = key;
  }

  /** A name for a secret that reveals nothing about it, the same as long as the key is the same. */
  readonly fingerprint = (secret: Uint8Array): string => {
    return createHmac("sha256", this.#key).update("fingerprint").update(secret).digest("hex").slice(0, 16);
  };

  /** Signs the current state of `identity` as a compact JWS. */
  sign(kind: SignedTokenKind, identity: Identity, { expiresAt, openBy }: SignedTokenTimes): Promise<string> {
    return new SignJWT({
      owner: identity.subject,
      name: identity.name,
      scopes: [...identity.scopes],
      sessions: identity.sessions === null ? null : [...identity.sessions],
      source: identity.source,
      ...(openBy === undefined ? {} : { open_by: openBy }),
    })
      .setProtectedHeader({ alg: "HS256" }).setJti(crypto.randomUUID()).setAudience(`rxnstream ${kind}`)
      .setExpirationTime(Math.floor(expiresAt / 1_000)).sign(this.#key);
  }

  /** Reads a token; null if it is not of this kind, was not signed here, or has expired. */
  async read(kind: SignedTokenKind, text: string): Promise<SignedToken | null> {
    try {
      const { payload } = await jwtVerify(text, this.#key, {
        algorithms: ["HS256"],
        audience: `rxnstream ${kind}`,
      });
      const claims = claimsSchema.parse(payload);
      return {
        id: claims.jti,
        subject: claims.owner,
        name: claims.name,
        scopes: new Set(claims.scopes),
        sessions: claims.sessions === null ? null : new Set(claims.sessions),
        source: claims.source,
        expiresAt: claims.exp * 1_000,
        openBy: claims.open_by ?? null,
      };
    } catch {
      return null;
    }
  }
}

/** The key of this folder, created if there is none: users stay signed in when the server restarts. */
export async function readSigningKey(folder: string): Promise<Uint8Array> {
  const path = `${folder}/rxnstream.key`;
  try {
    return await existingKey(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  const key = newSigningKey();
  try {
    await Deno.writeTextFile(path, `${base64url.encode(key)}\n`, { createNew: true, mode: 0o600 });
  } catch (cause) {
    throw new RxnstreamError("store_unavailable", `Cannot write "${path}"`, { cause });
  }
  return key;
}

/** A random key for the lifetime of this process. */
export function newSigningKey(): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(KEY_BYTES));
}

async function existingKey(path: string): Promise<Uint8Array> {
  const text = await Deno.readTextFile(path);
  let key: Uint8Array = new Uint8Array();
  try {
    key = base64url.decode(text.trim());
  } catch {
    // Reported below, since its length is wrong.
  }
  if (key.length === KEY_BYTES) return key;
  throw new RxnstreamError(
    "store_unavailable",
    `"${path}" is not an rxnstream key; delete it, and everybody signs in again`,
  );
}
