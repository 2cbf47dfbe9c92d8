/** The settings of each command, read from its options. All functions throw `input_invalid` for a value that cannot be used. */
import { RxnstreamError } from "../errors.ts";
import type { StorageLimits } from "../store/store.ts";
import { type AccessSettings, namesTokens } from "./access_settings.ts";
import { readEnvironment } from "./environment.ts";
import { isLoopback } from "./loopback.ts";
import { type OptionValues, readOptions, type Settings } from "./option.ts";
import { AUTHENTICATION, CHEM, CLIENT, LIMITS, REACH, SERVER } from "./options.ts";

export type ChemConfig = Settings<typeof CHEM>;

export interface ClientConfig {
  readonly clientId: string;
  readonly patienceMs: number;
  /** Null for none. */
  readonly token: string | null;
}

export interface ServeConfig extends ChemConfig, Omit<Settings<typeof SERVER>, "bodyBytes" | "freeBytes"> {
  readonly access: AccessSettings;
  readonly storage: StorageLimits;
}

export function readClientConfig(values: OptionValues): ClientConfig {
  const { clientId, patienceMs, token, tokenFile } = readOptions(CLIENT, values);
  return {
    clientId: clientId ?? `rxnstream-${crypto.randomUUID().slice(0, 8)}`,
    patienceMs,
    token: token?.trim() || (tokenFile === null ? null : readToken(tokenFile)),
  };
}

export function readServeConfig(values: OptionValues): ServeConfig {
  const { bodyBytes, freeBytes, ...server } = readOptions(SERVER, values);
  const { host } = server;
  const authentication = {
    ...readOptions(AUTHENTICATION, values),
    jwtSecret: readEnvironment("RXNSTREAM_JWT_SECRET") || null,
  };
  if (!isLoopback(host) && !namesTokens(authentication) && !authentication.allowAnonymous) {
    throw new RxnstreamError(
      "input_invalid",
      `Anybody in the network could use a server on --host ${host}: give --tokens, --jwt-secret-file or --jwt-keys, ` +
        "or allow it with --allow-anonymous",
    );
  }
  const isGuarded = !isLoopback(host) || namesTokens(authentication);
  const { keptBytesPerOwner, ...limits } = readOptions(LIMITS, values, isGuarded);
  const access = {
    ...authentication,
    ...readOptions(REACH, values),
    host,
    limits,
    bodyBytes: bodyBytes ?? 8 * server.maxBodyBytes,
  };
  return {
    ...readOptions(CHEM, values),
    ...server,
    access,
    storage: { perOwner: keptBytesPerOwner, free: freeBytes },
  };
}

function readToken(path: string): string {
  try {
    return Deno.readTextFileSync(path).trim();
  } catch (cause) {
    throw new RxnstreamError("input_invalid", `Cannot read the token in "${path}"`, { cause });
  }
}
