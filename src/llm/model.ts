/** What the agent requires of a language model, whether an endpoint or stored answers stand behind it. */

export interface ModelMessage {
  readonly role: "system" | "user" | "assistant";
  readonly content: string;
}

/** One question. `paragraph` is the text of the session that it is about. */
export interface ModelRequest {
  readonly purpose: "reading" | "structures" | "review";
  readonly messages: readonly ModelMessage[];
  readonly paragraph: string;
  /** JSON Schema of the answer, for endpoints that can be held to one. */
  readonly schema: Readonly<Record<string, unknown>>;
}

/** Numbers of tokens as the endpoint counts them; 0 if it does not say. */
export interface TokenCounts {
  readonly input: number;
  readonly output: number;
}

export interface ModelAnswer {
  readonly text: string;
  /** `cut`: the endpoint stopped at its limit of tokens. `refused`: the model or a filter declined. */
  readonly end: "complete" | "cut" | "refused";
  readonly tokens: TokenCounts;
  readonly seconds: number;
  /** Requests that it took, failed ones included. */
  readonly calls: number;
}

export interface AskOptions {
  /** Aborts the request in flight. */
  readonly signal: AbortSignal;
  /** Called with each piece of the answer as it arrives. */
  readonly onText?: (piece: string) => void;
  /** Called before a failed request is repeated: why, and after how many milliseconds. */
  readonly onRetry?: (reason: string, waitMs: number) => void;
}

export interface Model {
  /** Its name, as the endpoint knows it. */
  readonly name: string;
  /**
   * True for answers that were not given to our prompts: a name in them need not be a quote from the text.
   */
  readonly isForeign: boolean;
  /** Whether it can answer about exactly this text; stored answers know only the paragraphs they were given for. */
  knows(paragraph: string): Promise<boolean>;
  /** Rejects with `ModelError`, or with the signal's reason. */
  ask(request: ModelRequest, options: AskOptions): Promise<ModelAnswer>;
}

/** Why there is no answer, in a sentence that holds no secret. */
export class ModelError extends Error {
  override readonly name = "ModelError";
  /** Requests that were made. */
  readonly calls: number;
  /** True if nothing was stored for the question, so that nothing has failed. */
  readonly isUnknown: boolean;

  constructor(message: string, { calls = 0, isUnknown = false } = {}) {
    super(message);
    this.calls = calls;
    this.isUnknown = isUnknown;
  }
}

/** Identifies a question: SHA-256 in hexadecimal of the JSON of `{model, messages}`. */
export async function requestDigest(model: string, { messages }: ModelRequest): Promise<string> {
  const content = messages.map(({ role, content }) => ({ role, content }));
  const bytes = new TextEncoder().encode(JSON.stringify({ model, messages: content }));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
