/** Equations of SMILES with plus signs and arrows, as people write them in mails and notes. */
import type { Word } from "./prose_words.ts";
import { isStrong, type SmilesShape, smilesShape } from "./smiles_shape.ts";

const ARROWS = new Set(["->", "-->", "--->", "=>", "==>", ">>", "→", "⟶", "⇒", "➔", "➝"]);
const MAX_TERMS = 50;
const MAX_TERM_CHARACTERS = 2_000;
const MAX_COEFFICIENT = 9;

/**
 * Reads equations such as `CCO + CC(=O)O -> CCOC(C)=O` word by word and gives them as reaction SMILES.
 * `A -> B -> C` are two reactions. A term that is not SMILES (a name, a formula) makes the equation none of ours.
 */
export class EquationReader {
  /** The left side, once an arrow was read. */
  #left: readonly string[] | null = null;
  #terms: string[] = [];
  /** What may come next: a term (after `+` or an arrow), or an operator. */
  #wantsTerm = true;
  #afterPlus = false;
  #coefficient = 1;
  /** The word before is no term, so a `+` now adds to something unknown. */
  #unknown = false;
  /** A side has something unknown in it; nothing counts until it ends. */
  #spoiled = false;

  /** Takes the next word of a line; returns the equation that ended before it, if one did. */
  take(word: Word): string | null {
    const ended = word.apart ? this.end() : null;
    return this.#read(word) ?? ended;
  }

  /** The line ends, or something that is no part of an equation comes. */
  end(): string | null {
    const equation = this.#wantsTerm ? null : this.#equation();
    this.#reset();
    return equation;
  }

  #read({ text }: Word): string | null {
    if (ARROWS.has(text)) return this.#arrow();
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

/** A full stop or colon ends a sentence; as a dot or bond it would lack its other side anyway. */
function withoutStop(text: string): string {
  let end = text.length;
  while (end > 0 && (text[end - 1] === "." || text[end - 1] === ":")) end--;
  return text.slice(0, end);
}

/** SMILES of one term; an open ring is let pass only where formulas such as `CO2` are out of the question. */
function isTerm(text: string): boolean {
  if (text === "" || text.length > MAX_TERM_CHARACTERS || text.includes(">") && !text.includes("->")) {
    return false;
  }
  const shape = smilesShape(text);
  if (shape.bad > 0 || shape.atoms === 0 || shape.dangling || shape.openBranches > 0) return false;
  if (shape.aromatic > 0 && shape.rings + shape.openRings === 0) return false;
  return shape.openRings === 0 || shape.aromatic >= 3 || shape.multipleBonds > 0;
}

/** Letters alone (`C -> N`, `CO + NO -> CON`) may be anything; a real feature or carbon chains make it chemistry. */
function isEquation(left: readonly string[], right: readonly string[]): boolean {
  const shapes = [...left, ...right].map(smilesShape);
  const atoms = shapes.reduce((sum, shape) => sum + shape.atoms, 0);
  if (shapes.some(isTelling)) return atoms >= 4;
  return atoms >= 6 && shapes.some((shape) => shape.chains > 0);
}

function isTelling(shape: SmilesShape): boolean {
  return isStrong(shape) && shape.atoms >= 2;
}
