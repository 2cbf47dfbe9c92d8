/** Drawings of reactions, made on request and cached. */
import { LRUCache } from "lru-cache";
import type { ChemCaller } from "../../chem/pool/chem_pool.ts";
import type { DepictionOptions, ReactionInput } from "../../chem/protocol/chem_protocol.ts";
import type { CallShare } from "../../chem/pool/pending_call.ts";

/** Maximum characters of cached SVG, including the texts it was drawn from: a few hundred drawings. */
const MAX_CHARACTERS = 16 * 1024 * 1024;

/** Who asks for a drawing. */
export interface Asker {
  readonly share: CallShare;
  /** Aborts when the client has left. */
  readonly signal: AbortSignal;
}

/** A drawing in progress, and the number of requests waiting for it. */
interface PendingDrawing {
  readonly svg: Promise<string>;
  readonly abandon: AbortController;
  waiting: number;
}

/**
 * An LRU cache of drawings. Requests for the same drawing share one call, which is abandoned only when all of them
 * have left. The library's own `fetch` is not used, since it would abandon the call when the first request leaves.
 */
export class DepictionCache {
  readonly #chem: ChemCaller;
  readonly #drawings = new LRUCache<string, string>({
    maxSize: MAX_CHARACTERS,
    sizeCalculation: (svg, key) => key.length + svg.length,
  });
  readonly #pending = new Map<string, PendingDrawing>();

  constructor(chem: ChemCaller) {
    this.#chem = chem;
  }

  /**
   * The SVG document of a reaction. Rejects with `input_invalid`, `engine_failure`, `engine_unavailable` or
   * `engine_busy`, or with the signal's reason.
   */
  async svg(reaction: ReactionInput, options: DepictionOptions, { share, signal }: Asker): Promise<string> {
    signal.throwIfAborted();
    const { width, height, dark, atomMaps, conditions = [] } = options;
    const key = JSON.stringify([width, height, dark, atomMaps, conditions, reaction.format, reaction.text]);
    const kept = this.#drawings.get(key);
    if (kept !== undefined) return kept;
    const pending = this.#pending.get(key) ?? this.#begin(key, { ...reaction, options }, share);
    pending.waiting++;
    const left = Promise.withResolvers<never>();
    const leave = () => {
      left.reject(signal.reason);
      if (--pending.waiting > 0) return;
      this.#forget(key, pending);
      pending.abandon.abort(signal.reason);
    };
    signal.addEventListener("abort", leave, { once: true });
    try {
      return await Promise.race([pending.svg, left.promise]);
    } finally {
      signal.removeEventListener("abort", leave);
    }
  }

  #begin(
    key: string,
    request: ReactionInput & { readonly options: DepictionOptions },
    share: CallShare,
  ): PendingDrawing {
    const abandon = new AbortController();
    const svg = this.#chem.call("depict", request, { urgent: true, share, signal: abandon.signal })
      .then(({ svg }) => {
        this.#drawings.set(key, svg);
        return svg;
      })
      .finally(() => this.#forget(key, pending));
    // Once every request has left, nothing awaits this promise.
    svg.catch(() => {});
    const pending: PendingDrawing = { svg, abandon, waiting: 0 };
    this.#pending.set(key, pending);
    return pending;
  }

  #forget(key: string, pending: PendingDrawing): void {
    if (this.#pending.get(key) === pending) this.#pending.delete(key);
  }
}
