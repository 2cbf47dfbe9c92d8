/** Drawings of reactions, made when asked for and kept while there is room. */
import type { ChemCaller } from "../chem/chem.ts";
import type { DepictionOptions, ReactionInput } from "../chem/chem_protocol.ts";

/** Characters of SVG kept, with the texts that they were drawn from: some hundreds of drawings. */
const MAX_CHARACTERS = 16 * 1024 * 1024;

/** Least recently used drawings leave first. Requests for the same drawing share one. */
export class DepictionCache {
  readonly #chem: ChemCaller;
  readonly #drawings = new Map<string, string>();
  readonly #pending = new Map<string, Promise<string>>();
  #characters = 0;

  constructor(chem: ChemCaller) {
    this.#chem = chem;
  }

  /** The SVG document of a reaction; rejects with `input_invalid`, `engine_failure` or `engine_unavailable`. */
  svg(reaction: ReactionInput, options: DepictionOptions): Promise<string> {
    const { width, height, dark, atomMaps } = options;
    const key = JSON.stringify([width, height, dark, atomMaps, reaction.format, reaction.text]);
    const kept = this.#drawings.get(key);
    if (kept !== undefined) {
      this.#drawings.delete(key);
      this.#drawings.set(key, kept);
      return Promise.resolve(kept);
    }
    let drawing = this.#pending.get(key);
    if (drawing === undefined) {
      drawing = this.#chem.call("depict", { ...reaction, options }, { urgent: true })
        .then(({ svg }) => {
          this.#keep(key, svg);
          return svg;
        })
        .finally(() => this.#pending.delete(key));
      this.#pending.set(key, drawing);
    }
    return drawing;
  }

  #keep(key: string, svg: string): void {
    this.#drawings.set(key, svg);
    this.#characters += key.length + svg.length;
    for (const [oldest, drawing] of this.#drawings) {
      if (this.#characters <= MAX_CHARACTERS) break;
      this.#drawings.delete(oldest);
      this.#characters -= oldest.length + drawing.length;
    }
  }
}
