import type { PendingCall } from "./pending_call.ts";
import { requestText } from "./request_text.ts";

/** Longer requests are not remembered, and of all together so many characters. */
const MAX_CHARACTERS = { one: 1024 * 1024, all: 8 * 1024 * 1024 } as const;
/** For so long, in milliseconds: a machine that was too busy once is not for ever. */
const REMEMBERED_MS = 10 * 60 * 1000;

interface Failure {
  readonly message: string;
  readonly until: number;
}

/** What no process could answer, and why, so that nobody pays for it again. The oldest leaves first. */
export class RememberedFailures {
  readonly #failures = new Map<string, Failure>();
  /** How many there are by kind and length: what is unlike them all is not spelled out for comparison. */
  readonly #shapes = new Map<string, number>();
  #characters = 0;

  /** Why this very request has failed lately; null if it has not. */
  reason(call: PendingCall): string | null {
    if (!isShort(call) || !this.#shapes.has(shape(call))) return null;
    const key = spelled(call);
    const failure = this.#failures.get(key);
    if (failure === undefined) return null;
    if (performance.now() < failure.until) return failure.message;
    this.#forget(key);
    return null;
  }

  add(call: PendingCall, message: string): void {
    if (!isShort(call)) return;
    const key = spelled(call);
    this.#forget(key);
    this.#failures.set(key, { message, until: performance.now() + REMEMBERED_MS });
    this.#characters += key.length;
    const kind = shape(call);
    this.#shapes.set(kind, (this.#shapes.get(kind) ?? 0) + 1);
    for (const oldest of this.#failures.keys()) {
      if (this.#characters <= MAX_CHARACTERS.all) break;
      this.#forget(oldest);
    }
  }

  #forget(key: string): void {
    if (!this.#failures.delete(key)) return;
    this.#characters -= key.length;
    const kind = key.slice(0, key.indexOf("\n"));
    const left = (this.#shapes.get(kind) ?? 0) - 1;
    if (left > 0) this.#shapes.set(kind, left);
    else this.#shapes.delete(kind);
  }
}

/** Long queries come as bytes, and are not remembered. */
function isShort({ request }: PendingCall): boolean {
  const text = requestText(request);
  return typeof text === "string" && text.length <= MAX_CHARACTERS.one;
}

function shape({ op, timeoutMs, request }: PendingCall): string {
  return `${op} ${timeoutMs} ${requestText(request).length}`;
}

/**
 * The request as one text that begins with its shape. Its size or its header makes no other drawing of a reaction, so there are
 * not ever new ones to be paid for.
 */
function spelled(call: PendingCall): string {
  const { op, request } = call;
  const isDrawing = (op === "depict" || op === "rxn") && "text" in request;
  const what = isDrawing ? { text: request.text, format: request.format } : request;
  return `${shape(call)}\n${JSON.stringify(what)}`;
}
