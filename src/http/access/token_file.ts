/** The tokens of `--tokens`: a JSON file that lists each one, preferably by its digest, and what it may do. */
import { createHash, timingSafeEqual } from "node:crypto";
import { z } from "@hono/zod-openapi";
import { RxnstreamError } from "../../errors.ts";
import { type Identity, SCOPES } from "./caller.ts";

/** Sessions that one token, or one JWT, may be bound to. */
export const MAX_BOUND_SESSIONS = 50;
/** Fewest characters of a token in plain text; a digest does not tell the length of its token. */
const MIN_TOKEN = 16;

/** The ids of the sessions that a token is bound to, in lower case. */
export const boundSessionsSchema = z.array(z.string().toLowerCase().pipe(z.uuid())).min(1).max(
  MAX_BOUND_SESSIONS,
);

const entrySchema = z.object({
  name: z.string().min(1).max(100),
  token_sha256: z.string().regex(/^[0-9a-fA-F]{64}$/, "must be 64 hexadecimal digits").optional(),
  // The characters of a bearer token (RFC 6750, section 2.1).
  token: z.string().min(MIN_TOKEN).max(1_000).regex(
    /^[\w.~+/-]+=*$/,
    "has characters that a bearer token cannot have",
  ).optional(),
  scopes: z.array(z.enum(SCOPES)),
  sessions: boundSessionsSchema.optional(),
  limits: z.object({
    sessions_per_hour: z.number().min(0).optional(),
    mib_per_hour: z.number().min(0).optional(),
  }).strict().optional(),
}).strict().refine(
  (entry) => (entry.token === undefined) !== (entry.token_sha256 === undefined),
  'must have either "token_sha256" or "token"',
);

/** One token as the file has it. */
export type TokenEntry = z.input<typeof entrySchema>;

/** No token at all is a file as well: nobody may do anything. */
const fileSchema = z.array(entrySchema).refine(
  (entries) => new Set(entries.map(({ name }) => name)).size === entries.length,
  "must not use a name twice",
);

interface KnownToken {
  readonly digest: Uint8Array;
  readonly identity: Identity;
}

/** The tokens of the file. */
export class TokenFile {
  readonly #tokens: readonly KnownToken[];

  constructor(tokens: readonly KnownToken[]) {
    this.#tokens = tokens;
  }

  /** The identity of this token. Takes equally long for each token and for an unknown one. */
  find(token: string): Identity | undefined {
    const digest = sha256(token);
    let found: Identity | undefined;
    for (const known of this.#tokens) if (timingSafeEqual(known.digest, digest)) found = known.identity;
    return found;
  }

  /** The identity behind a fingerprint now: its rights may have changed since a cookie was made. */
  bySource(source: string): Identity | undefined {
    return this.#tokens.find(({ identity }) => identity.source === source)?.identity;
  }
}

/** What is in the file at `path`. Rejects with `input_invalid`, which says what is wrong and where. */
export async function readTokenEntries(path: string): Promise<readonly TokenEntry[]> {
  let json: unknown;
  try {
    json = JSON.parse(await Deno.readTextFile(path));
  } catch (cause) {
    // The message of a JSON error may quote the file, which holds secrets.
    const reason = cause instanceof SyntaxError ? "it is not JSON" : (cause as Error).message;
    throw new RxnstreamError("input_invalid", `Cannot read the tokens in "${path}": ${reason}`);
  }
  const result = fileSchema.safeParse(json);
  if (!result.success) {
    const [issue] = result.error.issues;
    const place = issue === undefined || issue.path.length === 0 ? "the list" : issue.path.join(".");
    throw new RxnstreamError(
      "input_invalid",
      `Cannot use the tokens in "${path}": ${place} ${issue?.message ?? "is malformed"}`,
    );
  }
  return result.data;
}

/** Reads the file at `path`; `fingerprint` names a secret. Rejects as `readTokenEntries` does. */
export async function readTokenFile(
  path: string,
  fingerprint: (secret: Uint8Array) => string,
): Promise<TokenFile> {
  const entries = await readTokenEntries(path);
  return new TokenFile(entries.map((entry) => {
    const digest = entry.token === undefined
      ? Uint8Array.from((entry.token_sha256 ?? "").match(/../g) ?? [], (pair) => parseInt(pair, 16))
      : sha256(entry.token);
    const { sessions_per_hour: sessionsPerHour, mib_per_hour: mibPerHour } = entry.limits ?? {};
    return {
      digest,
      identity: {
        subject: `token:${entry.name}`,
        name: entry.name,
        scopes: new Set(entry.scopes),
        sessions: entry.sessions === undefined ? null : new Set(entry.sessions),
        expiresAt: null,
        source: fingerprint(digest),
        limits: {
          ...(sessionsPerHour === undefined ? {} : { sessionsPerHour }),
          ...(mibPerHour === undefined ? {} : { bytesPerHour: mibPerHour * 1024 * 1024 }),
        },
      },
    };
  }));
}

/** SHA-256 of the UTF-8 bytes of `text`. */
export function sha256(text: string): Uint8Array {
  return new Uint8Array(createHash("sha256").update(text).digest());
}
