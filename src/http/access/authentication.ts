/** Who a token, a cookie or a ticket belongs to. */
import type { AuthenticationSettings } from "../../config/access_settings.ts";
import type { Identity } from "./caller.ts";
import { JwtVerifier, readJwtKeys } from "./jwt.ts";
import type { SignedToken, SignedTokens } from "./signed_token.ts";
import { readTokenFile, TokenFile } from "./token_file.ts";
import { tokenInvalid } from "./unauthorized.ts";

const ANONYMOUS = "anonymous";

/** No header, cookie or query holds a token longer than this. */
const MAX_TOKEN = 8_192;

export class Authentication {
  /** False if the server knows no token or key at all. */
  readonly isConfigured: boolean;
  /**
   * What requests without a token may do: everything if the server knows no tokens; create and read sessions if it does and
   * anonymous requests are allowed; otherwise nothing, which is null.
   */
  readonly anonymous: Identity | null;
  readonly #tokens: TokenFile;
  readonly #jwt: JwtVerifier;

  constructor(tokens: TokenFile | null, jwt: JwtVerifier, allowAnonymous: boolean) {
    this.#tokens = tokens ?? new TokenFile([]);
    this.#jwt = jwt;
    this.isConfigured = tokens !== null || jwt.isConfigured;
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
    const known = this.#tokens.find(token);
    if (known !== undefined) return known;
    if (!this.#jwt.isConfigured) throw tokenInvalid("The token is invalid");
    return await this.#jwt.verify(token);
  }

  /**
   * Who a signed token stands for now; null if the secret behind it is no longer one of ours. A token from the file has the rights
   * that the file gives it now; a JWT has those that it stated.
   */
  bySignedToken({ subject, name, scopes, sessions, source, expiresAt }: SignedToken): Identity | null {
    const known = source === ANONYMOUS ? this.anonymous : this.#tokens.bySource(source);
    if (known !== null && known !== undefined) return { ...known, expiresAt };
    return this.#jwt.has(source) ? { subject, name, scopes, sessions, source, expiresAt, limits: {} } : null;
  }
}

/** Reads the files that the settings name; throws `input_invalid` for one that cannot be used. */
export async function openAuthentication(
  settings: AuthenticationSettings,
  signedTokens: SignedTokens,
): Promise<Authentication> {
  const { tokensFile, jwtSecretFile, jwtSecret, jwtKeysFile, jwtIssuer, jwtAudience } = settings;
  const tokens = tokensFile === null ? null : await readTokenFile(tokensFile, signedTokens.fingerprint);
  const keys = await readJwtKeys(
    { secretFile: jwtSecretFile, secret: jwtSecret, keysFile: jwtKeysFile },
    signedTokens.fingerprint,
  );
  const jwt = new JwtVerifier(keys, { issuer: jwtIssuer, audience: jwtAudience });
  return new Authentication(tokens, jwt, settings.allowAnonymous);
}
