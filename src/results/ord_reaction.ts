/**
 * A reaction's results as a message of the Open Reaction Database. Source: `reaction.proto` of ord-schema
 * (open-reaction-database.org).
 */
import { type AgentKind, type Component, type ComponentRole, remarkText } from "../chem_results.ts";
import type { OrdMessage } from "../ord/message.ts";
import type { ReactionRecord } from "../stages.ts";
import type { NamedComponent, Quantity, TextRole } from "../text_reading.ts";
import { amountFields, conditionsMessage, measured } from "./ord_conditions.ts";
import { bestForm } from "./reaction_text.ts";

const ROLES: Readonly<Record<ComponentRole | TextRole | AgentKind, string>> = {
  base: "REAGENT",
  reagent: "REAGENT",
  solvent: "SOLVENT",
  catalyst: "CATALYST",
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

/** As the text names it, otherwise as its SMILES. */
type AnyComponent = Omit<Component, "role"> & { readonly role: keyof typeof ROLES } | NamedComponent;
type Fields = ReactionRecord["fields"];

/**
 * The reaction as `ord.Reaction`: its reaction SMILES, mapped if it could be mapped; its components by role, with the
 * names and amounts of a text; its conditions; and from the fields of the input the yield, the sources and the id. Other fields, the verdict, the confidence, the SMIRKS and
 * the findings are metadata of the provenance. A reaction that could not be read has its text as its only identifier.
 */
export function ordReaction(record: ReactionRecord): OrdMessage {
  const { results, fields, reading } = record;
  // A row of a table tells conditions only.
  const named = reading?.components ?? [];
  const components: readonly AnyComponent[] = named.length > 0
    ? named
    : results.rxn_smiles?.components?.map(({ kind, role, smiles }) => ({ smiles, role: kind ?? role })) ??
      results.smiles?.components ?? [];
  const products = components.filter(({ role }) => role === "product");
  const inputs = components.filter(({ role }) => role !== "product");
  const conditions = reading === undefined ? {} : conditionsMessage(reading.conditions);
  const id = fields["id"] ?? "";
  return {
    identifiers: [identifier(record), ...reactionType(record)],
    inputs: inputs.map((component, i) => ({
      key: `${component.role}_${i + 1}`,
      // One component each, since what was added together is unknown.
      value: { components: compound(component) },
    })),
    ...(Object.keys(conditions).length === 0 ? {} : { conditions }),
    ...(reading === undefined || reading.source === ""
      ? {}
      : { notes: { procedure_details: reading.source } }),
    ...(products.length === 0 ? {} : { outcomes: outcome(products, record) }),
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

/** The name of the reaction, or its class if it has none. */
function reactionType({ results }: ReactionRecord): readonly OrdMessage[] {
  const { name, class: ofClass } = results.validation?.classification ?? { name: null, class: "unknown" };
  const value = name ?? ofClass;
  return value === "unknown" ? [] : [{ type: "REACTION_TYPE", value }];
}

function compound(component: AnyComponent): OrdMessage {
  return { ...named(component), ...("amount" in component ? amountFields(component.amount) : {}) };
}

function named(component: AnyComponent): OrdMessage {
  const smiles = { type: "SMILES", value: component.smiles };
  return {
    identifiers: "name" in component && component.name !== component.smiles
      ? [smiles, { type: "NAME", value: component.name }]
      : smiles,
    reaction_role: ROLES[component.role],
  };
}

/** Yields belong to the products only if each has one. The amount of a product is a measurement. */
function outcome(products: readonly AnyComponent[], { fields, reading }: ReactionRecord): OrdMessage {
  const { time, yield: percent } = reading?.conditions ?? {};
  const percentages = yields(fields);
  if (percentages.length === 0 && percent !== undefined) percentages.push(percent);
  return {
    ...(time === undefined ? {} : { reaction_time: measured(time, "HOUR") }),
    products: products.map((product, i) => {
      const measurements: OrdMessage[] = [];
      const percentage = percentages.length === products.length ? percentages[i] : undefined;
      if (percentage !== undefined) {
        measurements.push({ type: "YIELD", percentage: measured(percentage, null) });
      }
      const { amount } = "amount" in product ? amountFields(product.amount) : {};
      if (amount !== undefined) measurements.push({ type: "AMOUNT", amount });
      return { ...named(product), ...(measurements.length === 0 ? {} : { measurements }) };
    }),
  };
}

function yields(fields: Fields): Quantity[] {
  return (fields["yield"] ?? "").split(";").flatMap((text) => {
    const percent = PERCENT.exec(text.trim())?.[1];
    return percent === undefined ? [] : [{ value: Number(percent), unit: "%", text }];
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
