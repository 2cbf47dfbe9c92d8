/** What the server itself signs: the cookie of somebody signed in, and tickets for one stream. */
import { createHmac } from "node:crypto";
import { base64url, jwtVerify, SignJWT } from "jose";
import { z } from "@hono/zod-openapi";
import { RxnstreamError } from "../../errors.ts";
import { type Identity, type Scope, SCOPES } from "./caller.ts";
import { boundSessionsSchema } from "./token_file.ts";

const KEY_BYTES = 32;

/** A cookie stands for its owner; a ticket reads the stream of one session. */
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

/** A pass that was signed here and has not expired. */
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

/** Signs and reads passes with one key, which nothing else is signed with. */
export class SignedTokens {
  readonly #key: Uint8Array;

  constructor(key: Uint8Array) {
    this.#key = key;
  }

  /** A name for a secret that says nothing of it, the same as long as the key is the same. */
  readonly fingerprint = (secret: Uint8Array): string => {
    return createHmac("sha256", this.#key).update("fingerprint").update(secret).digest("hex").slice(0, 16);
  };

  /** Signs what `identity` is now, as a compact JWS. */
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

  /** Reads a pass; null if it is not one of this kind, was not signed here, or has expired. */
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

/** The key of this folder, made when there is none, so that who is signed in stays so when the server starts again. */
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

/** A random key, good for as long as this process lives. */
export function newSigningKey(): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(KEY_BYTES));
}

async function existingKey(path: string): Promise<Uint8Array> {
  const text = await Deno.readTextFile(path);
  let key: Uint8Array = new Uint8Array();
  try {
    key = base64url.decode(text.trim());
  } catch {
    // Told below: it has not the right length.
  }
  if (key.length === KEY_BYTES) return key;
  throw new RxnstreamError(
    "store_unavailable",
    `"${path}" is not a key of rxnstream; delete it, and everybody signs in again`,
  );
}
