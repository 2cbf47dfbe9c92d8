/** The settings of each command, read from its options. All functions throw `input_invalid` for a value that cannot be used. */
import { RxnstreamError } from "../errors.ts";
import type { StorageLimits } from "../store/store.ts";
import { type AccessSettings, namesTokens } from "./access_settings.ts";
import { readEnvironment } from "./environment.ts";
import { isLoopback } from "./loopback.ts";
import { type OptionValues, readOptions, type Settings } from "./option.ts";
import { AUTHENTICATION, CHEM, CLIENT, LIMITS, LLM, OFFLINE_CHEM, REACH, SERVER } from "./options.ts";

export type ChemConfig = Settings<typeof CHEM>;

export interface ClientConfig {
  readonly clientId: string;
  readonly patienceMs: number;
  /** Null for none. */
  readonly token: string | null;
}

export interface ServeConfig extends ChemConfig, Omit<Settings<typeof SERVER>, "bodyBytes" | "freeBytes"> {
  /** Null if no language model is configured. */
  readonly llm: LlmConfig | null;
  readonly access: AccessSettings;
  readonly storage: StorageLimits;
}

/** Where the answers of a language model come from, and what a session may spend on them. */
export interface LlmConfig
  extends Omit<Settings<typeof LLM>, "llmBaseUrl" | "llmModel" | "llmKeyFile" | "llmReplay"> {
  readonly source:
    | {
      readonly kind: "endpoint";
      readonly baseUrl: string;
      readonly model: string;
      readonly key: string | null;
    }
    | { readonly kind: "stored"; readonly file: string; readonly model: string | null };
}

/** The language model; null if none is configured. */
export function readLlmConfig(values: OptionValues): LlmConfig | null {
  const { llmBaseUrl, llmModel, llmKeyFile, llmReplay, ...rest } = readOptions(LLM, values);
  if (llmReplay !== null) return { ...rest, source: { kind: "stored", file: llmReplay, model: llmModel } };
  if (llmBaseUrl === null) return null;
  const url = URL.parse(llmBaseUrl);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") {
    // The address may hold a password, so it is not repeated.
    throw new RxnstreamError(
      "input_invalid",
      "--llm-base-url must be an address such as http://localhost:11434/v1, without a user or password",
    );
  }
  if (llmModel === null) throw new RxnstreamError("input_invalid", "--llm-base-url needs --llm-model");
  const key = llmKeyFile === null
    ? readEnvironment("RXNSTREAM_LLM_API_KEY")?.trim() || null
    : readSecret(llmKeyFile, "key");
  if (key !== null && !/^[\x21-\x7e]+$/.test(key)) {
    throw new RxnstreamError(
      "input_invalid",
      "The key of the language model must be one word of plain characters",
    );
  }
  return { ...rest, source: { kind: "endpoint", baseUrl: llmBaseUrl, model: llmModel, key } };
}

export function readClientConfig(values: OptionValues): ClientConfig {
  const { clientId, patienceMs, token, tokenFile } = readOptions(CLIENT, values);
  return {
    clientId: clientId ?? `rxnstream-${crypto.randomUUID().slice(0, 8)}`,
    patienceMs,
    token: token?.trim() || (tokenFile === null ? null : readSecret(tokenFile, "token")),
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
    llm: readLlmConfig(values),
    access,
    storage: { perOwner: keptBytesPerOwner, free: freeBytes },
  };
}

/** A server for one program on this machine, on a free port, that asks for no token. */
export function readPrivateServeConfig(values: OptionValues, data: string): ServeConfig {
  const config = readServeConfig({
    ...values,
    "log-level": readOptions(OFFLINE_CHEM, values).logLevel,
    host: "127.0.0.1",
    port: "0",
    data,
  });
  const noTokens = {
    tokensFile: null,
    jwtSecret: null,
    jwtSecretFile: null,
    jwtKeysFile: null,
    jwtIssuer: null,
    jwtAudience: null,
  };
  return { ...config, access: { ...config.access, ...noTokens } };
}

function readSecret(path: string, what: string): string {
  try {
    return Deno.readTextFileSync(path).trim();
  } catch (cause) {
    throw new RxnstreamError("input_invalid", `Cannot read the ${what} in "${path}"`, { cause });
  }
}
