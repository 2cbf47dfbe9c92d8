/** Measures whether a reaction gets the same mapping however it is spelled. */
import type { Operations } from "../../../src/chem/process/operations.ts";
import { type Respell, respellReaction } from "./random_spelling.ts";

/** The counts; `same` out of `spellings` is the share to quote. */
export interface Invariance {
  readonly reactions: number;
  /** Spellings whose answer was compared with the answer to the text as given. */
  readonly spellings: number;
  /** Spellings with the same text in `mapped`, and those whose mapped text differs but whose unmapped text does not. */
  readonly same: number;
  readonly sameReaction: number;
  /** Reactions with the same text for all their spellings. */
  readonly steady: number;
  /** The texts that differ, to be looked at. */
  readonly differing: readonly { readonly text: string; readonly spelling: string }[];
}

/**
 * Maps each reaction as given and in `count` random spellings, and compares the mapped reaction SMILES as texts.
 * Rows are plain reaction SMILES without map numbers. Deterministic.
 */
export function measureInvariance(
  operations: Operations,
  respell: Respell,
  rows: readonly string[],
  count = 5,
): Invariance {
  let [same, sameReaction, steady] = [0, 0, 0];
  const differing: { text: string; spelling: string }[] = [];
  rows.forEach((row, index) => {
    const wanted = answer(operations, row);
    let equal = 0;
    for (let spelling = 0; spelling < count; spelling++) {
      const text = respellReaction(row, index * count + spelling, respell);
      const got = answer(operations, text);
      if (got.mapped === wanted.mapped) equal++;
      else {
        differing.push({ text: row, spelling: text });
        if (got.smiles === wanted.smiles) sameReaction++;
      }
    }
    same += equal;
    if (equal === count) steady++;
  });
  return { reactions: rows.length, spellings: rows.length * count, same, sameReaction, steady, differing };
}

function answer(operations: Operations, text: string) {
  const input = { text, format: "smiles" } as const;
  const { result: { components } } = operations.smiles(input);
  const { mapped, values } = operations.rxnSmiles({ ...input, components }).result;
  return { mapped, smiles: values[0] ?? null };
}
