/** Signed tokens (JWT, RFC 7519) issued by others, verified with a shared secret or the public keys of a JWKS. */
import { decodeProtectedHeader, errors, importJWK, type JWK, type JWTPayload, jwtVerify } from "jose";
import { RxnstreamError } from "../../errors.ts";
import { type Identity, type Scope, SCOPES } from "./caller.ts";
import { boundSessionsSchema, sha256 } from "./token_file.ts";
import { tokenInvalid } from "./unauthorized.ts";

/** The algorithms that keys can have; the key decides which, and the token must agree. */
const ALGORITHMS = ["HS256", "ES256", "EdDSA", "RS256"] as const;
type Algorithm = typeof ALGORITHMS[number];

const USUAL_ALGORITHMS: ReadonlyMap<string, Algorithm> = new Map([
  ["EC P-256", "ES256"],
  ["OKP Ed25519", "EdDSA"],
  ["RSA", "RS256"],
]);

/** RFC 7518, section 3.2: a key for HS256 has at least as many bytes as its hash. */
const MIN_SECRET_BYTES = 32;
/** RFC 7518, section 3.3. */
const MIN_RSA_BITS = 2_048;
const MAX_KEYS = 20;
/** The latest time that a Date can hold (ECMA-262, section 21.4.1.1). */
const LAST_TIME = 8.64e15;
/** Tolerated difference between the clocks of two machines, in seconds. */
const CLOCK_TOLERANCE = 10;

interface VerificationKey {
  readonly algorithm: Algorithm;
  /** Tokens that name a key are tried against those of that name and those without one. */
  readonly kid: string | undefined;
  readonly key: Exclude<Awaited<ReturnType<typeof importJWK>>, never>;
  readonly source: string;
}

export interface JwtRules {
  /** If set, the required `iss` of tokens. */
  readonly issuer: string | null;
  /** If set, the `aud` of tokens must contain this. */
  readonly audience: string | null;
}

export class JwtVerifier {
  readonly #keys: readonly VerificationKey[];
  readonly #rules: JwtRules;

  constructor(keys: readonly VerificationKey[], rules: JwtRules) {
    this.#keys = keys;
    this.#rules = rules;
  }

  get isConfigured(): boolean {
    return this.#keys.length > 0;
  }

  /** True if the key with this fingerprint is still one of ours. */
  has(source: string): boolean {
    return this.#keys.some((key) => key.source === source);
  }

  /** The identity that the token states; throws a 401 problem if the token is invalid. */
  async verify(token: string): Promise<Identity> {
    for (const { key, algorithm, source } of this.#candidates(token)) {
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: [algorithm],
          requiredClaims: ["exp"],
          clockTolerance: CLOCK_TOLERANCE,
          ...(this.#rules.issuer === null ? {} : { issuer: this.#rules.issuer }),
          ...(this.#rules.audience === null ? {} : { audience: this.#rules.audience }),
        });
        return identityOf(token, payload, source);
      } catch (error) {
        if (error instanceof errors.JWSSignatureVerificationFailed) continue;
        if (error instanceof errors.JWTExpired) throw tokenInvalid("The token has expired");
        if (error instanceof errors.JWTClaimValidationFailed) {
          throw tokenInvalid(`The token's ${claimName(error.claim)} claim is missing or wrong`);
        }
        if (error instanceof errors.JOSEError) break;
        throw error;
      }
    }
    throw tokenInvalid("The token is invalid");
  }

  #candidates(token: string): readonly VerificationKey[] {
    try {
      const { alg, kid } = decodeProtectedHeader(token);
      return this.#keys.filter((key) =>
        key.algorithm === alg && (kid === undefined || key.kid === undefined || key.kid === kid)
      );
    } catch {
      return [];
    }
  }
}

/** Only known names of claims go into a header and a message, never text from the token. */
function claimName(claim: string): string {
  return ["exp", "nbf", "iat", "iss", "aud", "sub"].find((name) => name === claim) ?? "some";
}

function identityOf(token: string, { sub, iss, exp, scope, sessions }: JWTPayload, source: string): Identity {
  const bound = sessions === undefined ? null : boundSessionsSchema.safeParse(sessions);
  if (bound?.success === false || scope !== undefined && typeof scope !== "string" || exp === undefined) {
    throw tokenInvalid("The token's claims have the wrong form");
  }
  const words = new Set((scope ?? "").split(" "));
  // The token names no subject: what it creates belongs to this very token.
  const who = sub ??
    `#${Array.from(sha256(token).subarray(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
  return {
    subject: `jwt:${JSON.stringify([iss ?? null, who])}`,
    name: sub ?? "a signed token",
    scopes: new Set<Scope>(SCOPES.filter((known) => words.has(known))),
    sessions: bound === null ? null : new Set(bound.data),
    expiresAt: Math.min(exp * 1_000, LAST_TIME),
    source,
    limits: {},
  };
}

export interface JwtKeyFiles {
  readonly secretFile: string | null;
  /** The secret itself, from the environment. */
  readonly secret: string | null;
  readonly keysFile: string | null;
}

/** Reads the secret and the public keys; throws `input_invalid` for one that cannot be used, without quoting it. */
export async function readJwtKeys(
  { secretFile, secret, keysFile }: JwtKeyFiles,
  fingerprint: (secret: Uint8Array) => string,
): Promise<readonly VerificationKey[]> {
  const keys: VerificationKey[] = [];
  const secrets = [
    ...(secret === null ? [] : [{ text: secret, place: "RXNSTREAM_JWT_SECRET" }]),
    ...(secretFile === null ? [] : [{ text: await readText(secretFile), place: `"${secretFile}"` }]),
  ];
  for (const { text, place } of secrets) {
    // Editors and `echo` end a file with a line break.
    const bytes = new TextEncoder().encode(text.trim());
    if (bytes.length < MIN_SECRET_BYTES) {
      throw unusable(`The secret in ${place} is too short: HS256 needs ${MIN_SECRET_BYTES} bytes or more`);
    }
    keys.push({ algorithm: "HS256", kid: undefined, key: bytes, source: fingerprint(bytes) });
  }
  if (keysFile === null) return keys;
  let list: readonly JWK[];
  try {
    list = (JSON.parse(await readText(keysFile)) as { keys: JWK[] }).keys;
  } catch (error) {
    if (error instanceof RxnstreamError) throw error;
    throw unusable(`"${keysFile}" is not JSON`);
  }
  if (!Array.isArray(list) || list.length === 0 || list.length > MAX_KEYS) {
    throw unusable(`"${keysFile}" must be a JWKS, {"keys": […]}, of 1 to ${MAX_KEYS} keys`);
  }
  for (const [index, jwk] of list.entries()) {
    keys.push(await publicKey(jwk, `"${keysFile}", key ${index}`, fingerprint));
  }
  return keys;
}

async function publicKey(
  jwk: JWK,
  place: string,
  fingerprint: (secret: Uint8Array) => string,
): Promise<VerificationKey> {
  if (typeof jwk !== "object" || jwk === null) throw unusable(`${place}: this is not a key`);
  const algorithm = USUAL_ALGORITHMS.get(jwk.crv === undefined ? `${jwk.kty}` : `${jwk.kty} ${jwk.crv}`);
  if (algorithm === undefined || jwk.alg !== undefined && jwk.alg !== algorithm) {
    throw unusable(`${place}: only ES256 (P-256), EdDSA (Ed25519) and RS256 keys can be used`);
  }
  if ("d" in jwk) throw unusable(`${place}: this is a private key; the server needs only the public one`);
  if (jwk.use !== undefined && jwk.use !== "sig") throw unusable(`${place}: this key is not for signatures`);
  try {
    const key = await importJWK(jwk, algorithm);
    if (modulusBits(key) < MIN_RSA_BITS) {
      throw new Error(`RS256 needs a key of ${MIN_RSA_BITS} bits or more`);
    }
    const source = fingerprint(
      new TextEncoder().encode(JSON.stringify([jwk.kty, jwk.n, jwk.e, jwk.x, jwk.y])),
    );
    return { algorithm, kid: jwk.kid, key, source };
  } catch (cause) {
    throw unusable(`${place}: ${(cause as Error).message}`);
  }
}

/** The length of an RSA key's modulus; infinite for keys that have none. */
function modulusBits(key: VerificationKey["key"]): number {
  const { modulusLength } = (key instanceof CryptoKey ? key.algorithm : {}) as Partial<RsaKeyAlgorithm>;
  return modulusLength ?? Infinity;
}

async function readText(path: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (cause) {
    throw unusable(`Cannot read "${path}": ${(cause as Error).message}`);
  }
}

function unusable(message: string): RxnstreamError {
  return new RxnstreamError("input_invalid", message);
}
