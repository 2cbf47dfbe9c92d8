/** Who a token, a cookie or a ticket belongs to. */
import { type AuthenticationSettings, namesTokens } from "../../config/access_settings.ts";
import type { Identity } from "./caller.ts";
import { JwtVerifier, readJwtKeys } from "./jwt.ts";
import type { SignedTokens } from "./signed_token.ts";
import { readTokenFile, TokenFile } from "./token_file.ts";
import { tokenInvalid } from "./unauthorized.ts";

const ANONYMOUS = "anonymous";

/** No header, cookie or query holds a token longer than this. */
const MAX_TOKEN = 8_192;

/** The tokens and keys that the server knows. */
interface Credentials {
  readonly tokens: TokenFile;
  readonly jwt: JwtVerifier;
}

export class Authentication {
  /** False if the server knows no token or key at all. */
  readonly isConfigured: boolean;
  /**
   * What requests without a token may do: everything if the server knows no tokens; create and read sessions if it
   * does and anonymous requests are allowed; otherwise nothing, which is null.
   */
  readonly anonymous: Identity | null;
  readonly #read: () => Promise<Credentials>;
  readonly #onChange = new Set<() => void>();
  #credentials: Credentials;

  /** `read` reads the files again that the first credentials came from. */
  constructor(
    credentials: Credentials,
    read: () => Promise<Credentials>,
    { isConfigured, allowAnonymous }: { readonly isConfigured: boolean; readonly allowAnonymous: boolean },
  ) {
    this.#credentials = credentials;
    this.#read = read;
    this.isConfigured = isConfigured;
    this.anonymous = this.isConfigured && !allowAnonymous ? null : {
      subject: null,
      name: ANONYMOUS,
      scopes: new Set(this.isConfigured ? ["create", "read"] : ["create", "read", "admin"]),
      sessions: null,
      expiresAt: null,
      source: ANONYMOUS,
      limits: {},
    };
  }

  /** The owner of this token; throws a 401 problem if the token is unknown or invalid. */
  async byToken(token: string): Promise<Identity> {
    if (token.length > MAX_TOKEN) throw tokenInvalid("The token is invalid");
    const { tokens, jwt } = this.#credentials;
    const known = tokens.find(token);
    if (known !== undefined) return known;
    if (!jwt.isConfigured) throw tokenInvalid("The token is invalid");
    return await jwt.verify(token);
  }

  /**
   * What an identity of earlier may do now; null if the secret behind it is no longer one of ours. A token from the
   * file has the rights that the file gives it now; a JWT has those that it stated.
   */
  identityNow(
    { subject, name, scopes, sessions, source, expiresAt }: Omit<Identity, "limits">,
  ): Identity | null {
    const { tokens, jwt } = this.#credentials;
    const known = source === ANONYMOUS ? this.anonymous : tokens.bySource(source);
    if (known !== null && known !== undefined) return { ...known, expiresAt };
    return jwt.has(source) ? { subject, name, scopes, sessions, source, expiresAt, limits: {} } : null;
  }

  /**
   * Reads the files again. Rejects with `input_invalid` for one that cannot be used: what was read before stays in
   * force.
   */
  async readAgain(): Promise<void> {
    this.#credentials = await this.#read();
    for (const look of [...this.#onChange]) look();
  }

  /** Calls `look` whenever the files have been read again, until the result is disposed. */
  onChange(look: () => void): Disposable {
    this.#onChange.add(look);
    return { [Symbol.dispose]: () => void this.#onChange.delete(look) };
  }
}

/** Reads the files that the settings name; throws `input_invalid` for one that cannot be used. */
export async function openAuthentication(
  settings: AuthenticationSettings,
  signedTokens: SignedTokens,
): Promise<Authentication> {
  const { tokensFile, jwtSecretFile, jwtSecret, jwtKeysFile, jwtIssuer, jwtAudience } = settings;
  async function read(): Promise<Credentials> {
    const { fingerprint } = signedTokens;
    const tokens = tokensFile === null ? new TokenFile([]) : await readTokenFile(tokensFile, fingerprint);
    const files = { secretFile: jwtSecretFile, secret: jwtSecret, keysFile: jwtKeysFile };
    const keys = await readJwtKeys(files, fingerprint);
    return { tokens, jwt: new JwtVerifier(keys, { issuer: jwtIssuer, audience: jwtAudience }) };
  }
  const { allowAnonymous } = settings;
  return new Authentication(await read(), read, { isConfigured: namesTokens(settings), allowAnonymous });
}
