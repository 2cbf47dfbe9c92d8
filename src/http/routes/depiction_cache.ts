/** Drawings of reactions, made when asked for and kept while there is room. */
import { LRUCache } from "lru-cache";
import type { ChemCaller } from "../../chem/pool/chem_pool.ts";
import type { DepictionOptions, ReactionInput } from "../../chem/protocol/chem_protocol.ts";
import type { CallShare } from "../../chem/pool/pending_call.ts";

/** Characters of SVG kept, with the texts that they were drawn from: some hundreds of drawings. */
const MAX_CHARACTERS = 16 * 1024 * 1024;

/** Who asks for a drawing. */
export interface Asker {
  readonly share: CallShare;
  /** Aborts when the client has left. */
  readonly signal: AbortSignal;
}

/** A drawing that is being made, and the number of requests that wait for it. */
interface PendingDrawing {
  readonly svg: Promise<string>;
  readonly abandon: AbortController;
  waiting: number;
}

/**
 * The drawings used longest ago leave first. Requests for the same drawing share one, which is given up when all who asked for it
 * have left; so the cache does not fetch by itself: it would give up with the first.
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
   * The SVG document of a reaction; rejects with `input_invalid`, `engine_failure`, `engine_unavailable` or `engine_busy`, and
   * with the reason of the signal.
   */
  async svg(reaction: ReactionInput, options: DepictionOptions, { share, signal }: Asker): Promise<string> {
    signal.throwIfAborted();
    const { width, height, dark, atomMaps } = options;
    const key = JSON.stringify([width, height, dark, atomMaps, reaction.format, reaction.text]);
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
    // Once all have left, nobody awaits it any more.
    svg.catch(() => {});
    const pending: PendingDrawing = { svg, abandon, waiting: 0 };
    this.#pending.set(key, pending);
    return pending;
  }

  #forget(key: string, pending: PendingDrawing): void {
    if (this.#pending.get(key) === pending) this.#pending.delete(key);
  }
}
