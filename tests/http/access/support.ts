/** A service with tokens, and requests to it. */
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { startTestService, type TestService } from "../../support/service.ts";
import { temporaryFolder } from "../../support/folders.ts";

export const REACTION = "CC(=O)O.CCO>>CCOC(C)=O";
/** The tokens of `TOKENS`, by their names. */
export const TOKEN = {
  admin: "admin-token-0123456789",
  alice: "alice-token-0123456789",
  bob: "bob-token-0123456789",
  reader: "reader-token-0123456789",
} as const;
const SCOPES = {
  admin: ["admin"],
  alice: ["create", "read"],
  bob: ["create", "read"],
  reader: ["read"],
} as const;
export const SECRET = "a secret of more than thirty-two bytes, for tests";

export interface GuardedService extends TestService {
  /** Sends a request with a token, or without one if it is null. */
  ask(token: string | null, path: string, init?: RequestInit): Promise<Response>;
  /** The status of the answer to a request, and the code of its problem or null. */
  outcome(
    token: string | null,
    path: string,
    init?: RequestInit,
  ): Promise<[status: number, code: string | null]>;
  /** Creates a session with this token; resolves with its id. */
  createAs(token: string, query?: string): Promise<string>;
  /** A token signed with the secret that the service knows. */
  jwt(claims: Record<string, unknown>, expires?: string): Promise<string>;
  /** The file of the tokens. */
  readonly tokensFile: string;
  /** The private keys, by algorithm, for the public ones that the service knows. */
  readonly keys: ReadonlyMap<string, CryptoKey>;
}

export async function hexDigest(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Starts a service that knows four tokens (one of them in plain text), a secret, and three public keys. */
export async function startGuardedService(
  options: Readonly<Record<string, string>> = {},
  more: readonly Record<string, unknown>[] = [],
): Promise<GuardedService> {
  await using resources = new AsyncDisposableStack();
  const { path } = resources.use(await temporaryFolder());
  const tokens = await Promise.all((["admin", "alice", "bob"] as const).map(async (name) => ({
    name,
    token_sha256: await hexDigest(TOKEN[name]),
    scopes: SCOPES[name],
  })));
  const all = [...tokens, { name: "reader", token: TOKEN.reader, scopes: SCOPES.reader }, ...more];
  await Deno.writeTextFile(`${path}/tokens.json`, JSON.stringify(all));
  await Deno.writeTextFile(`${path}/secret`, `${SECRET}\n`);
  const keys = new Map<string, CryptoKey>();
  const jwks = [];
  for (const algorithm of ["ES256", "EdDSA", "RS256"]) {
    const { publicKey, privateKey } = await generateKeyPair(algorithm);
    keys.set(algorithm, privateKey);
    jwks.push({ ...await exportJWK(publicKey), kid: `key of ${algorithm}` });
  }
  await Deno.writeTextFile(`${path}/keys.json`, JSON.stringify({ keys: jwks }));
  const service = resources.use(
    await startTestService({
      tokens: `${path}/tokens.json`,
      "jwt-secret-file": `${path}/secret`,
      "jwt-keys": `${path}/keys.json`,
      ...options,
    }),
  );
  const owned = resources.move();
  function ask(token: string | null, path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (token !== null) headers.set("Authorization", `Bearer ${token}`);
    return fetch(service.url + path, { ...init, headers });
  }
  return {
    ...service,
    keys,
    tokensFile: `${path}/tokens.json`,
    ask,
    async outcome(token, path, init) {
      const response = await ask(token, path, init);
      const text = await response.text();
      const isProblem = response.headers.get("Content-Type") === "application/problem+json";
      return [response.status, isProblem ? JSON.parse(text).code : null];
    },
    async createAs(token, query = REACTION) {
      const response = await ask(token, "/sessions", {
        method: "POST",
        headers: { "Content-Type": "text/plain" },
        body: query,
      });
      return (await response.json()).session_id;
    },
    jwt: (claims, expires = "5 minutes") =>
      new SignJWT(claims).setProtectedHeader({ alg: "HS256" }).setExpirationTime(expires).sign(
        new TextEncoder().encode(SECRET),
      ),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** A request that creates a session. */
export const CREATE: RequestInit = {
  method: "POST",
  headers: { "Content-Type": "text/plain" },
  body: REACTION,
};
