import { LRUCache } from "lru-cache";
import type { PendingCall } from "./pending_call.ts";
import { requestText } from "./request_text.ts";

/** Longer requests are not remembered; the total for all requests is limited as well. */
const MAX_CHARACTERS = { one: 1024 * 1024, all: 8 * 1024 * 1024 } as const;
/** How long a failure is remembered, in milliseconds: a machine that was too busy may recover. */
const REMEMBERED_MS = 10 * 60 * 1000;

/** Requests that no process could answer, with the reason, so that nobody pays for them again. An LRU cache. */
export class RememberedFailures {
  readonly #failures = new LRUCache<string, string>({
    maxSize: MAX_CHARACTERS.all,
    sizeCalculation: (_message, key) => key.length,
    ttl: REMEMBERED_MS,
    ttlResolution: 0,
    dispose: (_message, key) => this.#countShape(key.slice(0, key.indexOf("\n")), -1),
  });
  /**
   * Number of failures by kind and length, so that a request unlike any of them need not be serialised for
   * comparison.
   */
  readonly #shapes = new Map<string, number>();

  /** Why this very request failed recently; null if it did not. */
  reason(call: PendingCall): string | null {
    if (!isShort(call) || !this.#shapes.has(shape(call))) return null;
    return this.#failures.get(spelled(call)) ?? null;
  }

  add(call: PendingCall, message: string): void {
    if (!isShort(call)) return;
    const key = spelled(call);
    this.#failures.delete(key);
    this.#failures.set(key, message);
    if (this.#failures.has(key)) this.#countShape(shape(call), 1);
  }

  #countShape(kind: string, change: 1 | -1): void {
    const count = (this.#shapes.get(kind) ?? 0) + change;
    if (count > 0) this.#shapes.set(kind, count);
    else this.#shapes.delete(kind);
  }
}

/** Long queries arrive as bytes, and are not remembered. */
function isShort({ request }: PendingCall): boolean {
  const text = requestText(request);
  return typeof text === "string" && text.length <= MAX_CHARACTERS.one;
}

function shape({ op, timeoutMs, request }: PendingCall): string {
  return `${op} ${timeoutMs} ${requestText(request).length}`;
}

/**
 * The request as a text that begins with its shape. The size and header of a drawing are left out: they do not make
 * it a different drawing, and varying them must not bypass this cache.
 */
function spelled(call: PendingCall): string {
  const { op, request } = call;
  const isDrawing = (op === "depict" || op === "rxn") && "format" in request;
  const what = isDrawing ? { text: request.text, format: request.format } : request;
  return `${shape(call)}\n${JSON.stringify(what)}`;
}
