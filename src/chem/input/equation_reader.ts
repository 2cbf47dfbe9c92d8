/** Equations of SMILES with plus signs and arrows, as people write them in emails and notes. */
import type { Word } from "./prose_words.ts";
import { isStrong, type SmilesShape, smilesShape } from "./smiles_shape.ts";

const ARROWS = new Set(["->", "-->", "--->", "=>", "==>", ">>", "→", "⟶", "⇒", "➔", "➝"]);
const MAX_TERMS = 50;
const MAX_TERM_CHARACTERS = 2_000;
const MAX_COEFFICIENT = 9;

/**
 * Reads equations such as `CCO + CC(=O)O -> CCOC(C)=O` word by word and returns them as reaction SMILES. `A -> B ->
 * C` is two reactions. An equation with a term that is not SMILES (a name, a formula) is rejected.
 */
export class EquationReader {
  /** The left side, once an arrow has been read. */
  #left: readonly string[] | null = null;
  #terms: string[] = [];
  /** Whether a term comes next (after `+` or an arrow) or an operator. */
  #wantsTerm = true;
  #afterPlus = false;
  #coefficient = 1;
  /** The previous word is not a term, so a `+` here adds to something unknown. */
  #unknown = false;
  /** The current side contains something unknown; ignore everything until it ends. */
  #spoiled = false;

  /** Processes the next word of a line; returns the equation that ended before it, if any. */
  take(word: Word): string | null {
    const ended = word.apart ? this.end() : null;
    return this.#read(word) ?? ended;
  }

  /** Call this when the line ends, or at something that cannot be part of an equation. */
  end(): string | null {
    const equation = this.#wantsTerm ? null : this.#equation();
    this.#reset();
    return equation;
  }

  #read({ text }: Word): string | null {
    if (ARROWS.has(text)) return this.#arrow();
    // `A + B = C` is an equation; without a plus, the sign says too little.
    if (text === "=" && this.#terms.length > 1 && this.#left === null) return this.#arrow();
    if (text === "+") {
      if (this.#unknown || this.#wantsTerm) this.#spoil();
      this.#wantsTerm = true;
      this.#afterPlus = true;
      return null;
    }
    if (/^\d{1,3}$/.test(text) && this.#wantsTerm && Number(text) <= MAX_COEFFICIENT) {
      this.#coefficient = Math.max(1, Number(text));
      return null;
    }
    const term = withoutStop(text);
    if (!isTerm(term)) {
      const afterPlus = this.#afterPlus;
      const equation = this.end();
      this.#unknown = true;
      this.#spoiled = afterPlus;
      return equation;
    }
    const equation = this.#wantsTerm ? null : this.end();
    for (let i = 0; i < this.#coefficient; i++) this.#terms.push(term);
    if (this.#terms.length > MAX_TERMS) this.#spoil();
    this.#coefficient = 1;
    this.#wantsTerm = false;
    this.#afterPlus = false;
    this.#unknown = false;
    return equation;
  }

  #arrow(): string | null {
    const equation = this.#wantsTerm ? null : this.#equation();
    this.#left = this.#wantsTerm || this.#spoiled ? null : this.#terms;
    this.#terms = [];
    this.#wantsTerm = true;
    this.#afterPlus = false;
    this.#unknown = false;
    this.#spoiled = false;
    return equation;
  }

  #equation(): string | null {
    if (this.#left === null || this.#spoiled || !isEquation(this.#left, this.#terms)) return null;
    return `${this.#left.join(".")}>>${this.#terms.join(".")}`;
  }

  #spoil(): void {
    this.#spoiled = true;
    this.#left = null;
    this.#terms = [];
  }

  #reset(): void {
    this.#left = null;
    this.#terms = [];
    this.#wantsTerm = true;
    this.#afterPlus = false;
    this.#coefficient = 1;
    this.#unknown = false;
    this.#spoiled = false;
  }
}

/** Strips a full stop or colon at the end of a sentence; as a dot or bond, it would lack its right side anyway. */
function withoutStop(text: string): string {
  let end = text.length;
  while (end > 0 && (text[end - 1] === "." || text[end - 1] === ":")) end--;
  return text.slice(0, end);
}

/** Is it the SMILES of one term? An open ring is allowed only where it cannot be a formula such as `CO2`. */
function isTerm(text: string): boolean {
  if (text === "" || text.length > MAX_TERM_CHARACTERS || text.includes(">") && !text.includes("->")) {
    return false;
  }
  const shape = smilesShape(text);
  if (shape.bad > 0 || shape.atoms === 0 || shape.dangling || shape.openBranches > 0) return false;
  if (shape.aromatic > 0 && shape.rings + shape.openRings === 0) return false;
  return shape.openRings === 0 || shape.aromatic >= 3 || shape.multipleBonds > 0;
}

/**
 * Letters alone (`C -> N`, `CO + NO -> CON`) could be anything; a structural feature or carbon chains make it
 * chemistry.
 */
function isEquation(left: readonly string[], right: readonly string[]): boolean {
  const shapes = [...left, ...right].map(smilesShape);
  const atoms = shapes.reduce((sum, shape) => sum + shape.atoms, 0);
  if (shapes.some(isTelling)) return atoms >= 4;
  return atoms >= 7 && shapes.some((shape) => shape.chains > 0);
}

function isTelling(shape: SmilesShape): boolean {
  return isStrong(shape) && shape.atoms >= 2;
}
