/** How often computed mappings equal the references, and how long they take. */
import { readMapped } from "../../../../src/chem/molecule/read_mapped.ts";
import { changedPart, superposition, superpositionsEqual } from "../../../chem/support/superposition.ts";
import { type ChemBench, runChain } from "./chem_chain.ts";
import type { MappingRow } from "./chem_data.ts";

/** The counts over the rows; times are milliseconds of the mapping stage, in ascending order. */
export interface MappingCounts {
  readonly rows: number;
  /** The superposition graphs are equal as a whole; in their changed part. A row without an answer is neither. */
  readonly strict: number;
  readonly centre: number;
  readonly times: readonly number[];
  /** The confidence of each row, and whether its mapping is right. Rows without an answer are left out. */
  readonly answers: readonly { readonly confidence: number; readonly right: boolean }[];
}

/** Maps every row without the reference's numbers and compares. Throws if a reference cannot be read. */
export function countMappings(bench: ChemBench, rows: readonly MappingRow[]): MappingCounts {
  let strict = 0;
  let centre = 0;
  const times: number[] = [];
  const answers: { confidence: number; right: boolean }[] = [];
  for (const row of rows) {
    const { rxnSmiles: { mapped, mapping }, mapping: time } = runChain(bench, row.unmapped);
    times.push(time);
    const reference = readMapped(bench.reader, row.mapped);
    if (!reference.ok) throw new Error(`Cannot read reference ${row.id}: ${reference.reason}`);
    const answer = mapped === null ? null : readMapped(bench.reader, mapped);
    if (!answer?.ok) continue;
    const [wanted, got] = [superposition(reference.value), superposition(answer.value)];
    const right = superpositionsEqual(wanted, got);
    if (right) strict++;
    if (superpositionsEqual(changedPart(wanted), changedPart(got))) centre++;
    answers.push({ confidence: mapping?.confidence ?? 0, right });
  }
  return { rows: rows.length, strict, centre, times: times.sort((a, b) => a - b), answers };
}
