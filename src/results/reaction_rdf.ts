/** Results as an RDF file: the structures, the input's data fields and the results. */
import { remarkText } from "../chem_results.ts";
import type { ReactionRecord } from "../stages.ts";
import { ROW_STAGES } from "./stage_values.ts";
import { molecules } from "./reaction_table.ts";
import { bestForm, titleOf } from "./reaction_text.ts";

/** Parent name of the fields that hold results. */
const OWN = "RXNSTREAM:";
/** Number of reactions drawn ahead, so that the chem processes stay busy. */
const AHEAD = 3;
/** Characters per line; a `+` in the next column marks a continued line. */
const LINE = 80;
const GOES_ON = "+";
const KEYWORD = /\$(?=RDFILE|DATM|RFMT|MFMT|RXN|MOL|DTYPE|DATUM|[RM][IE]REG)/g;
/** Field names for the registry numbers of a record, which RDF puts in its `$RFMT` line. */
const REGISTRY = /^[RM][IE]REG$/;
/** The date of a file without one, so that the same input gives the same bytes. */
const NO_DATE = new Date(0);

/** A reaction to draw, with the name for its header. */
export interface RxnRequest {
  readonly text: string;
  readonly format: ReactionRecord["format"];
  readonly name: string;
}

/** Returns the RXN block of a reaction, or null and the reason why there is none. */
export type RxnWriter = (
  request: RxnRequest,
) => Promise<{ readonly rxn: string | null; readonly reason: string | null }>;

/**
 * An RDF file with one record per reaction, in pieces. A reaction that cannot be drawn gets an RXN block without
 * molecules, along with the reason. `date` is that of the session. `$DTYPE` names are those of the input, followed by
 * those of the results under `RXNSTREAM:`; values longer than a line are continued on the next one after a `+` in
 * column 81. Source: BIOVIA "CTfile Formats", chapter "RDfiles".
 */
export async function* rdfText(
  pages: AsyncIterable<readonly ReactionRecord[]>,
  { date, writeRxn }: { readonly date: Date | null; readonly writeRxn: RxnWriter },
): AsyncGenerator<string, void, undefined> {
  yield `$RDFILE 1\n$DATM    ${stamp(date ?? NO_DATE)}\n`;
  for await (const page of pages) {
    const drawings: ReturnType<RxnWriter>[] = [];
    for (const [i, record] of page.entries()) {
      for (const next of page.slice(drawings.length, i + 1 + AHEAD)) {
        const drawing = writeRxn({ ...bestForm(next), name: titleOf(next) });
        // Awaited in its turn, or never if the reader leaves.
        drawing.catch(() => {});
        drawings.push(drawing);
      }
      const drawn = await drawings[i];
      if (drawn !== undefined) yield rdfRecord(record, drawn);
    }
  }
}

function rdfRecord(
  record: ReactionRecord,
  { rxn, reason }: Awaited<ReturnType<RxnWriter>>,
): string {
  const own = Object.entries(record.fields);
  const [kind, number] = own.find(([name]) => REGISTRY.test(name)) ?? ["RIREG", String(record.index + 1)];
  const data: readonly (readonly [string, string])[] = [
    ...own.filter(([name]) => !REGISTRY.test(name) && !name.startsWith(OWN)),
    ...results(record).map(([name, value]) => [OWN + name, value] as const),
    ...(rxn === null ? [[`${OWN}TEXT`, record.text], [`${OWN}NOT_DRAWN`, reason ?? ""]] as const : []),
  ];
  return [
    `$RFMT $${kind} ${oneLine(number)}\n`,
    rxn ?? "$RXN\n\n      rxnstream\n\n  0  0\n",
    ...data.map(([name, value]) => datum(name, value)),
  ].join("");
}

/** The results by name; missing ones are left out. */
function results(
  { index, verdict, results, errors }: ReactionRecord,
): readonly (readonly [string, string])[] {
  const { rxn_smiles: reaction, rxn_smirks: smirks, validation } = results;
  const checks = validation?.checks;
  const confidence = checks?.confidence ?? reaction?.mapping?.confidence;
  return [
    ["INDEX", String(index)] as const,
    ["VERDICT", validation?.verdict ?? verdict ?? ""] as const,
    ...stageValueData(results),
    ["MAPPED", reaction?.mapped ?? ""] as const,
    ["FRAGMENT_GROUPS", reaction?.fragment_groups ?? ""] as const,
    ["RXN_SMIRKS_RADIUS_0", smirks?.radii?.["0"] ?? ""] as const,
    ["RXN_SMIRKS_RADIUS_2", smirks?.radii?.["2"] ?? ""] as const,
    ["RXN_SMIRKS_DAYLIGHT", smirks?.daylight ?? ""] as const,
    ["ROUND_TRIP", checks?.round_trip ?? ""] as const,
    ["REVERSE", checks?.reverse ?? ""] as const,
    ["CONFIDENCE", confidence === undefined || confidence === null ? "" : String(confidence)] as const,
    ["BY_PRODUCTS", molecules(checks?.by_products ?? [])] as const,
    ["EQUATION", checks?.equation ?? ""] as const,
    ["REACTION_CLASS", validation?.classification?.class ?? ""] as const,
    ["REACTION_NAME", validation?.classification?.name ?? ""] as const,
    ["RXNO", validation?.classification?.rxno ?? ""] as const,
    ["FINDINGS", lines((validation?.findings ?? []).map(remarkText))] as const,
    ["NOTES", lines((validation?.notes ?? []).map(remarkText))] as const,
    ["ERRORS", lines(errors)] as const,
  ].filter(([, value]) => value !== "");
}

/** The values of the stages, except the components, which are the drawn molecules. */
function stageValueData(results: ReactionRecord["results"]): readonly (readonly [string, string])[] {
  return ROW_STAGES.filter((stage) => stage !== "smiles")
    .map((stage) => [stage.toUpperCase(), results[stage]?.values[0] ?? ""]);
}

function lines(sentences: readonly string[]): string {
  return sentences.map(oneLine).join("\n");
}

function datum(name: string, value: string): string {
  const texts = value.replace(/\r\n?/g, "\n").replace(/[^\P{Cc}\n\t]/gu, " ").replace(KEYWORD, "$ ")
    .split("\n").map((line) => line.trimEnd());
  const written = texts.flatMap((line, i) => wrapped(i === 0 ? `$DATUM ${line.trimStart()}` : line));
  return [`$DTYPE ${oneLine(name)}`, ...written, ""].join("\n");
}

/** Pieces of 80 characters, all but the last followed by a `+`. */
function wrapped(line: string): readonly string[] {
  const characters = [...line];
  if (characters.length <= LINE) return [line];
  const pieces: string[] = [];
  for (let at = 0; at < characters.length; at += LINE) pieces.push(characters.slice(at, at + LINE).join(""));
  return pieces.map((piece, i) => i < pieces.length - 1 ? piece + GOES_ON : piece);
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, " ").trim();
}

/** `MM/DD/YY hh:mm` in UTC. */
function stamp(date: Date): string {
  const [year = "", month, day] = date.toISOString().slice(0, 10).split("-");
  return `${month}/${day}/${year.slice(2)} ${date.toISOString().slice(11, 16)}`;
}
