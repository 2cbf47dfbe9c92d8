/** Who may use the server and how much of it, as the options say; what `http/access` is opened with. */

/** Where tokens and keys are; null for none. */
export interface AuthenticationSettings {
  /** JSON file of the tokens. */
  readonly tokensFile: string | null;
  readonly jwtSecretFile: string | null;
  /** The secret itself, from the environment. */
  readonly jwtSecret: string | null;
  /** JWKS of public keys. */
  readonly jwtKeysFile: string | null;
  readonly jwtIssuer: string | null;
  readonly jwtAudience: string | null;
  /** Answer requests without a token as well. */
  readonly allowAnonymous: boolean;
}

export interface HostRules {
  /** The address listened on. */
  readonly host: string;
  /** Further names, with or without a port, under which the server is reached; `*` for all. */
  readonly allowedHosts: readonly string[];
}

/** Long answers at the same time; 0 is no limit. */
export interface ReadLimits {
  readonly readsPerAddress: number;
  readonly reads: number;
}

/** 0 is no limit. */
export interface LimitSettings extends ReadLimits {
  readonly requestsPerSecond: number;
  readonly sessionsPerHour: number;
  readonly bytesPerHour: number;
  readonly queued: number;
  readonly streamsPerAddress: number;
  readonly streams: number;
}

export interface AccessSettings extends AuthenticationSettings, HostRules {
  readonly limits: LimitSettings;
  /** Most bytes of all request bodies being received at the same time. */
  readonly bodyBytes: number;
  /** Proxies in front that write `X-Forwarded-For`. */
  readonly trustedProxies: number;
}

/** True if the settings name any token or key. */
export function namesTokens(
  { tokensFile, jwtSecretFile, jwtSecret, jwtKeysFile }: AuthenticationSettings,
): boolean {
  return [tokensFile, jwtSecretFile, jwtSecret, jwtKeysFile].some((source) => source !== null);
}
