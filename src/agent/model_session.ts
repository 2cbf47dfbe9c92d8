/** The questions of one session to its model: within its budget, kept in its transcript, and counted. */
import {
  type AskOptions,
  type Model,
  type ModelAnswer,
  ModelError,
  type ModelRequest,
  requestDigest,
} from "../llm/model.ts";
import type { AgentEvent } from "../types.ts";
import { readingRetry, type ReadingSummary } from "./agent_events.ts";
import type { AgentContext } from "./service_agent.ts";

/** What one session may spend; 0 is no limit. */
export interface ModelBudget {
  readonly calls: number;
  readonly tokens: number;
}

/** Per million tokens, in whatever currency; null if unknown. */
export interface ModelPrices {
  readonly input: number | null;
  readonly output: number | null;
}

export interface ModelSettings {
  readonly model: Model;
  readonly budget: ModelBudget;
  readonly prices: ModelPrices;
}

const MILLION = 1_000_000;

export class ModelSession {
  readonly #settings: ModelSettings;
  readonly #context: AgentContext;
  readonly #signal: AbortSignal;
  readonly #retries: AgentEvent[] = [];
  #calls = 0;
  #seconds = 0;
  #input = 0;
  #output = 0;

  constructor(settings: ModelSettings, context: AgentContext, signal: AbortSignal) {
    this.#settings = settings;
    this.#context = context;
    this.#signal = signal;
  }

  get model(): Model {
    return this.#settings.model;
  }

  /** The repeated requests so far. */
  get retries(): readonly AgentEvent[] {
    return this.#retries;
  }

  get summary(): ReadingSummary {
    const { input, output } = this.#settings.prices;
    const cost = input === null || output === null
      ? null
      : (this.#input * input + this.#output * output) / MILLION;
    return {
      model: this.model.name,
      calls: this.#calls,
      tokens: { input: this.#input, output: this.#output },
      seconds: Math.round(this.#seconds * 1_000) / 1_000,
      cost,
    };
  }

  /**
   * The answer, from the transcript if an earlier run has paid for it. Rejects with `ModelError`, also if the session
   * has spent its budget, and with the signal's reason.
   */
  async ask(request: ModelRequest): Promise<ModelAnswer> {
    this.#signal.throwIfAborted();
    const digest = await requestDigest(this.model.name, request);
    const kept = await this.#context.transcript?.answer(digest) ?? null;
    // The transcript holds what was written here, as JSON.
    if (kept !== null) return this.#count(JSON.parse(kept) as ModelAnswer);
    this.#refuseBeyondBudget();
    const answer = await this.#attempt(request);
    await this.#context.transcript?.keep({
      digest,
      request: JSON.stringify({
        purpose: request.purpose,
        model: this.model.name,
        messages: request.messages,
      }),
      answer: JSON.stringify(answer),
    });
    return this.#count(answer);
  }

  async #attempt(request: ModelRequest): Promise<ModelAnswer> {
    const { onPartial } = this.#context;
    const { purpose } = request;
    const options: AskOptions = {
      signal: this.#signal,
      onRetry: (reason, waitMs) => {
        this.#retries.push(readingRetry(reason, waitMs));
        onPartial?.({ kind: "retry", purpose, text: reason });
      },
      ...onPartial === undefined
        ? {}
        : { onText: (text: string) => onPartial({ kind: "text", purpose, text }) },
    };
    try {
      return await this.model.ask(request, options);
    } catch (error) {
      if (error instanceof ModelError) this.#calls += error.calls;
      throw error;
    }
  }

  #count(answer: ModelAnswer): ModelAnswer {
    this.#calls += answer.calls;
    this.#seconds += answer.seconds;
    this.#input += answer.tokens.input;
    this.#output += answer.tokens.output;
    return answer;
  }

  #refuseBeyondBudget(): void {
    const { calls, tokens } = this.#settings.budget;
    if (calls > 0 && this.#calls >= calls) {
      throw new ModelError(`the session has made its ${calls} calls (--llm-max-calls)`);
    }
    if (tokens > 0 && this.#input + this.#output >= tokens) {
      throw new ModelError(`the session has used its ${tokens} tokens (--llm-max-tokens)`);
    }
  }
}
