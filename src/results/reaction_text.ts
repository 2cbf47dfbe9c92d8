/** Reactions as text that other programs can read. */
import type { ReactionInput } from "../chem/protocol/chem_protocol.ts";
import type { ReactionRecord } from "../stages.ts";

/**
 * The best available form of a reaction: mapped, otherwise canonical, otherwise as found. CXSMILES fragment groups
 * keep its salts together.
 */
export function bestForm({ results, text, format }: ReactionRecord): ReactionInput {
  const written = results.rxn_smiles;
  const smiles = written?.mapped ?? written?.values[0];
  if (smiles === undefined) return { text, format };
  return { text: withGroups(smiles, written?.fragment_groups ?? ""), format: "smiles" };
}

/** The input's own name for a reaction: the field `title`, `name` or `id`; empty if it has none. */
export function titleOf({ fields }: ReactionRecord): string {
  for (const name of ["title", "name", "id"]) {
    const value = Object.hasOwn(fields, name) ? fields[name]?.trim() : undefined;
    if (value) return value.replace(/[\p{Cc}\s]+/gu, " ");
  }
  return "";
}

/**
 * One line per reaction, in pieces: mapped reaction SMILES, CXSMILES fragment groups if there are any, then a tab,
 * the index and the title. A reaction without atom maps becomes a comment line with the reason, so that its absence
 * is noticed.
 */
export async function* smilesLines(
  pages: AsyncIterable<readonly ReactionRecord[]>,
): AsyncGenerator<string, void, undefined> {
  for await (const page of pages) {
    if (page.length > 0) yield page.map((record) => `${smilesLine(record)}\n`).join("");
  }
}

function smilesLine(record: ReactionRecord): string {
  const { index, results, errors } = record;
  const mapped = results.rxn_smiles?.mapped ?? null;
  if (mapped !== null) {
    return `${withGroups(mapped, results.rxn_smiles?.fragment_groups ?? "")}\t${index} ${titleOf(record)}`
      .trimEnd();
  }
  const [reason = "it could not be mapped"] = errors;
  return `# ${index} was left out: ${reason.replace(/[\p{Cc}\s]+/gu, " ")}`;
}

function withGroups(smiles: string, groups: string): string {
  return groups === "" ? smiles : `${smiles} |${groups}|`;
}
