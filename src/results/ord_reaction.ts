/**
 * A reaction's results as a message of the Open Reaction Database. Source: `reaction.proto` of ord-schema
 * (open-reaction-database.org).
 */
import { type Component, type ComponentRole, remarkText } from "../chem_results.ts";
import type { OrdMessage } from "../ord/message.ts";
import type { ReactionRecord } from "../stages.ts";
import { bestForm } from "./reaction_text.ts";

const ROLES: Readonly<Record<ComponentRole, string>> = {
  reactant: "REACTANT",
  agent: "REAGENT",
  product: "PRODUCT",
};
/** Ids that the schema allows; others are kept among the metadata. */
const REACTION_ID = /^ord-[0-9a-f]{32}$/;
const SOURCES = ["doi", "patent", "publication_url"] as const;
/** Fields of the input that have a place of their own in the message. */
const KNOWN_FIELDS: ReadonlySet<string> = new Set(["id", "yield", ...SOURCES]);
/** Beginning of the names of metadata that hold results. */
const OWN = "RXNSTREAM:";
const PERCENT = /^(\d+(?:\.\d+)?) ?%$/;

type Fields = ReactionRecord["fields"];

/**
 * The reaction as `ord.Reaction`: its reaction SMILES, mapped if it could be mapped; its components by role; and from
 * the fields of the input the yield, the sources and the id. Other fields, the verdict, the confidence, the SMIRKS and
 * the findings are metadata of the provenance. A reaction that could not be read has its text as its only identifier.
 */
export function ordReaction(record: ReactionRecord): OrdMessage {
  const { results, fields } = record;
  const components = results.smiles?.components ?? [];
  const products = components.filter(({ role }) => role === "product");
  const inputs = components.filter(({ role }) => role !== "product");
  const id = fields["id"] ?? "";
  return {
    identifiers: identifier(record),
    inputs: inputs.map((component, i) => ({
      key: `${component.role}_${i + 1}`,
      // One component each, since what was added together is unknown.
      value: { components: compound(component) },
    })),
    ...(products.length === 0 ? {} : { outcomes: outcome(products, yields(fields)) }),
    provenance: provenance(record),
    ...(REACTION_ID.test(id) ? { reaction_id: id } : {}),
  };
}

function identifier(record: ReactionRecord): OrdMessage {
  const { text, format } = bestForm(record);
  const isMapped = record.results.rxn_smiles?.mapped ? { is_mapped: true } : {};
  if (format === "rxn") return { type: "RDFILE", value: `$RDFILE 1\n$RFMT\n${text}`, ...isMapped };
  return { type: text.includes("|") ? "REACTION_CXSMILES" : "REACTION_SMILES", value: text, ...isMapped };
}

function compound({ role, smiles }: Component): OrdMessage {
  return { identifiers: { type: "SMILES", value: smiles }, reaction_role: ROLES[role] };
}

/** Yields belong to the products only if each has one. */
function outcome(products: readonly Component[], percentages: readonly number[]): OrdMessage {
  return {
    products: products.map((product, i) => ({
      ...compound(product),
      ...(percentages.length === products.length
        ? { measurements: { type: "YIELD", percentage: { value: percentages[i] ?? 0 } } }
        : {}),
    })),
  };
}

function yields(fields: Fields): readonly number[] {
  return (fields["yield"] ?? "").split(";").flatMap((text) => {
    const percent = PERCENT.exec(text.trim())?.[1];
    return percent === undefined ? [] : [Number(percent)];
  });
}

/** The sources, and as metadata whatever else the input had and what was found. */
function provenance(record: ReactionRecord): OrdMessage {
  const { fields } = record;
  const others = Object.entries(fields).filter(([name]) => !KNOWN_FIELDS.has(name) && !name.startsWith(OWN));
  return {
    ...Object.fromEntries(SOURCES.flatMap((name) => fields[name] ? [[name, fields[name]]] : [])),
    reaction_metadata: [...keptId(fields), ...others, ...found(record)].flatMap(([name, value]) =>
      value === "" ? [] : [{ key: name, value: { string_value: value } }]
    ),
  };
}

/** An id that the schema does not allow as one. */
function keptId({ id }: Fields): readonly (readonly [string, string])[] {
  return id === undefined || REACTION_ID.test(id) ? [] : [["id", id]];
}

function found({ verdict, results, errors }: ReactionRecord): readonly (readonly [string, string])[] {
  const { rxn_smiles: reaction, rxn_smirks: smirks, validation } = results;
  const confidence = validation?.checks.confidence ?? reaction?.mapping?.confidence ?? null;
  return [
    [`${OWN}VERDICT`, verdict ?? ""],
    [`${OWN}CONFIDENCE`, confidence === null ? "" : String(confidence)],
    [`${OWN}RXN_SMIRKS`, smirks?.values[0] ?? ""],
    [`${OWN}REACTION_CLASS`, validation?.classification?.class ?? ""],
    [`${OWN}REACTION_NAME`, validation?.classification?.name ?? ""],
    [`${OWN}RXNO`, validation?.classification?.rxno ?? ""],
    [`${OWN}FINDINGS`, (validation?.findings ?? []).map(remarkText).join("\n")],
    [`${OWN}ERRORS`, errors.join("\n")],
  ];
}
