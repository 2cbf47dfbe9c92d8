/** The language model, set up by the options. */
import { createLlmAgent } from "../agent/llm_agent.ts";
import type { RdkitAgentOptions } from "../agent/rdkit_agent.ts";
import type { ServiceAgent } from "../agent/service_agent.ts";
import type { LlmConfig } from "../config/read_config.ts";
import { RxnstreamError } from "../errors.ts";
import { openEndpoint } from "../llm/endpoint.ts";
import type { Model } from "../llm/model.ts";
import { storedAnswers } from "../llm/stored_answers.ts";

/** The agents that use the configured model, `llm` and `auto`. Throws `input_invalid` for stored answers that cannot be read. */
export async function configuredLlmAgents(
  config: LlmConfig,
  options: RdkitAgentOptions,
): Promise<readonly ServiceAgent[]> {
  const settings = {
    ...options,
    model: await openModel(config),
    budget: { calls: config.llmMaxCalls, tokens: config.llmMaxTokens },
    prices: { input: config.llmInputPrice, output: config.llmOutputPrice },
  };
  return [createLlmAgent("llm", settings), createLlmAgent("auto", settings)];
}

async function openModel({ source, llmTimeoutMs, llmConcurrency }: LlmConfig): Promise<Model> {
  if (source.kind === "endpoint") {
    return openEndpoint({ ...source, timeoutMs: llmTimeoutMs, concurrency: llmConcurrency });
  }
  let text: string;
  try {
    text = await Deno.readTextFile(source.file);
  } catch (cause) {
    throw new RxnstreamError("input_invalid", `Cannot read the stored answers in "${source.file}"`, {
      cause,
    });
  }
  return storedAnswers(text, source.model);
}
