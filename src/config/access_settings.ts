/** Who may use the server and how much of it, as the options say; what `http/access` is opened with. */
import type { Settings } from "./option.ts";
import type { AUTHENTICATION, LIMITS, REACH, SERVER } from "./options.ts";

/** Where tokens and keys are; null for none. */
export interface AuthenticationSettings extends Settings<typeof AUTHENTICATION> {
  /** The secret itself, from the environment. */
  readonly jwtSecret: string | null;
}

/** The address listened on, and the names under which the server is reached. */
export type HostRules = Pick<Settings<typeof SERVER & typeof REACH>, "host" | "allowedHosts">;

/** 0 is no limit. */
export type LimitSettings = Omit<Settings<typeof LIMITS>, "keptBytesPerOwner">;

/** Long answers at the same time; 0 is no limit. */
export type ReadLimits = Pick<LimitSettings, "reads" | "readsPerAddress">;

export interface AccessSettings extends AuthenticationSettings, Settings<typeof REACH>, HostRules {
  readonly limits: LimitSettings;
  /** Most bytes of all request bodies being received at the same time. */
  readonly bodyBytes: number;
}

/** True if the settings name any token or key. */
export function namesTokens(
  { tokensFile, jwtSecretFile, jwtSecret, jwtKeysFile }: AuthenticationSettings,
): boolean {
  return [tokensFile, jwtSecretFile, jwtSecret, jwtKeysFile].some((source) => source !== null);
}
