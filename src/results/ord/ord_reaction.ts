/**
 * A reaction's results as a message of the Open Reaction Database. Source: field numbers and enumerations of
 * `reaction.proto` in ord-schema (open-reaction-database.org).
 */
import { type Component, type ComponentRole, remarkText } from "../../chem_results.ts";
import type { ReactionRecord } from "../../stages.ts";
import { bestForm } from "../reaction_text.ts";
import {
  choiceField,
  flagField,
  floatField,
  messageField,
  type OrdChoice,
  type OrdField,
  type OrdMessage,
  textField,
} from "./ord_field.ts";

/** `ReactionIdentifier.ReactionIdentifierType`. */
const REACTION_SMILES: OrdChoice = [2, "REACTION_SMILES"];
const RDFILE: OrdChoice = [3, "RDFILE"];
const REACTION_CXSMILES: OrdChoice = [6, "REACTION_CXSMILES"];
/** `CompoundIdentifier.CompoundIdentifierType`. */
const SMILES: OrdChoice = [2, "SMILES"];
/** `ReactionRole.ReactionRoleType`. */
const ROLES: Readonly<Record<ComponentRole, OrdChoice>> = {
  reactant: [1, "REACTANT"],
  agent: [2, "REAGENT"],
  product: [8, "PRODUCT"],
};
/** `ProductMeasurement.ProductMeasurementType`. */
const YIELD: OrdChoice = [3, "YIELD"];
/** Ids that the schema allows; others are kept among the metadata. */
const REACTION_ID = /^ord-[0-9a-f]{32}$/;
const SOURCES = [[4, "doi"], [5, "patent"], [6, "publication_url"]] as const;
/** Fields of the input that have a place of their own in the message. */
const KNOWN_FIELDS: ReadonlySet<string> = new Set(["id", "yield", ...SOURCES.map(([, name]) => name)]);
/** Beginning of the names of metadata that hold results. */
const OWN = "RXNSTREAM:";
const PERCENT = /^(\d+(?:\.\d+)?) ?%$/;

/**
 * The reaction as `ord.Reaction`: its reaction SMILES, mapped if it could be mapped; its components by role; and from
 * the fields of the input the yield, the sources and the id. Other fields, the verdict, the
 * confidence, the SMIRKS and the findings are metadata of the provenance. A reaction that could not be read has its
 * text as its only identifier.
 */
export function ordReaction(record: ReactionRecord): OrdMessage {
  const { results, fields } = record;
  const components = results.smiles?.components ?? [];
  const products = components.filter(({ role }) => role === "product");
  const inputs = components.filter(({ role }) => role !== "product");
  return [
    messageField([1, "identifiers"], identifier(record)),
    ...inputs.map((component, i) => messageField([2, "inputs"], input(component, i))),
    ...(products.length === 0 ? [] : [messageField([8, "outcomes"], outcome(products, yields(fields)))]),
    messageField([9, "provenance"], provenance(record)),
    ...(REACTION_ID.test(fields["id"] ?? "") ? [textField([10, "reaction_id"], fields["id"] ?? "")] : []),
  ];
}

function identifier(record: ReactionRecord): OrdMessage {
  const { text, format } = bestForm(record);
  const type = format === "rxn" ? RDFILE : text.includes("|") ? REACTION_CXSMILES : REACTION_SMILES;
  return [
    choiceField([1, "type"], type),
    textField([3, "value"], format === "rxn" ? `$RDFILE 1\n$RFMT\n${text}` : text),
    ...(record.results.rxn_smiles?.mapped ? [flagField([4, "is_mapped"], true)] : []),
  ];
}

/** An entry of the map of inputs: one component each, since the order of addition is unknown. */
function input(component: Component, index: number): OrdMessage {
  return [
    textField([1, "key"], `${component.role}_${index + 1}`),
    messageField([2, "value"], [messageField([1, "components"], compound(component, 3))]),
  ];
}

/** A `Compound` or `ProductCompound`, which have the role under different numbers. */
function compound({ role, smiles }: Component, roleField: number): OrdMessage {
  return [
    messageField([1, "identifiers"], [choiceField([1, "type"], SMILES), textField([3, "value"], smiles)]),
    choiceField([roleField, "reaction_role"], ROLES[role]),
  ];
}

/** Yields belong to a product only if there is one product, or one for each. */
function outcome(products: readonly Component[], percentages: readonly number[]): OrdMessage {
  return products.map((product, i) => {
    const percentage = percentages.length === products.length ? percentages[i] : undefined;
    const fields: OrdField[] = [...compound(product, 7)];
    if (percentage !== undefined) {
      fields.push(messageField([3, "measurements"], [
        choiceField([2, "type"], YIELD),
        messageField([8, "percentage"], [floatField([1, "value"], percentage)]),
      ]));
    }
    return messageField([3, "products"], fields);
  });
}

function yields(fields: ReactionRecord["fields"]): readonly number[] {
  return (fields["yield"] ?? "").split(";").flatMap((text) => {
    const percent = PERCENT.exec(text.trim())?.[1];
    return percent === undefined ? [] : [Number(percent)];
  });
}

/** The sources, and as metadata whatever else the input had and what was found. */
function provenance(record: ReactionRecord): OrdMessage {
  const { fields } = record;
  const others = Object.entries(fields).filter(([name, value]) =>
    value !== "" && !KNOWN_FIELDS.has(name) && !name.startsWith(OWN)
  );
  return [
    ...SOURCES.flatMap(([number, name]) => fields[name] ? [textField([number, name], fields[name])] : []),
    ...[...keptId(fields), ...others, ...found(record)].map(([name, value]) =>
      messageField([9, "reaction_metadata"], [
        textField([1, "key"], name),
        messageField([2, "value"], [textField([4, "string_value"], value)]),
      ])
    ),
  ];
}

/** An id that the schema does not allow as one. */
function keptId({ id }: ReactionRecord["fields"]): readonly (readonly [string, string])[] {
  return id === undefined || REACTION_ID.test(id) ? [] : [["id", id]];
}

function found({ verdict, results, errors }: ReactionRecord): readonly (readonly [string, string])[] {
  const confidence = results.validation?.checks.confidence ?? results.rxn_smiles?.mapping?.confidence ?? null;
  return [
    [`${OWN}VERDICT`, verdict ?? ""] as const,
    [`${OWN}CONFIDENCE`, confidence === null ? "" : String(confidence)] as const,
    [`${OWN}RXN_SMIRKS`, results.rxn_smirks?.values[0] ?? ""] as const,
    [`${OWN}FINDINGS`, (results.validation?.findings ?? []).map(remarkText).join("\n")] as const,
    [`${OWN}ERRORS`, errors.join("\n")] as const,
  ].filter(([, value]) => value !== "");
}
