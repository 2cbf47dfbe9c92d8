/** Who stands behind a token, a cookie or a ticket. */
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
  /** False if there is no token that the server would know. */
  readonly isConfigured: boolean;
  /**
   * What requests without a token may do: everything where no token is known; make and read sessions where some are and
   * anonymous ones are allowed; null, which is nothing, otherwise.
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

  /** Whose token this is; throws a 401 problem if it is nobody's. */
  async byToken(token: string): Promise<Identity> {
    if (token.length > MAX_TOKEN) throw tokenInvalid("The token is not valid");
    const known = this.#tokens.find(token);
    if (known !== undefined) return known;
    if (!this.#jwt.isConfigured) throw tokenInvalid("The token is not valid");
    return await this.#jwt.verify(token);
  }

  /**
   * Whom a pass stands for now; null if the secret behind it is none of ours any more. The rights of a token in the file are
   * those that it has now, those of a signed token are what it said.
   */
  byPass({ subject, name, scopes, sessions, source, expiresAt }: SignedToken): Identity | null {
    const known = source === ANONYMOUS ? this.anonymous : this.#tokens.bySource(source);
    if (known !== null && known !== undefined) return { ...known, expiresAt };
    return this.#jwt.has(source) ? { subject, name, scopes, sessions, source, expiresAt, limits: {} } : null;
  }
}

/** Reads the files that the settings name; throws `input_invalid` for one that cannot be used. */
export async function openAuthentication(
  settings: AuthenticationSettings,
  passes: SignedTokens,
): Promise<Authentication> {
  const { tokensFile, jwtSecretFile, jwtSecret, jwtKeysFile, jwtIssuer, jwtAudience } = settings;
  const tokens = tokensFile === null ? null : await readTokenFile(tokensFile, passes.fingerprint);
  const keys = await readJwtKeys(
    { secretFile: jwtSecretFile, secret: jwtSecret, keysFile: jwtKeysFile },
    passes.fingerprint,
  );
  const jwt = new JwtVerifier(keys, { issuer: jwtIssuer, audience: jwtAudience });
  return new Authentication(tokens, jwt, settings.allowAnonymous);
}
