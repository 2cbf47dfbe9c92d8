/** Reads datasets and reactions of the Open Reaction Database (open-reaction-database.org), in both formats of protobuf. */
import { RxnstreamError } from "../../errors.ts";
import { decodeBase64 } from "../../encoding/base64.ts";
import { messageBytes, messagesOf, numberOf, type OrdMessage, textOf } from "../../ord/message.ts";
import { looksLikeMessageText, readMessageText } from "../../ord/read_text.ts";
import type { FoundReaction } from "../../chem_results.ts";
import { foundReaction } from "./found_reaction.ts";
import { groupedReaction } from "./fragment_groups.ts";
import { readRdf } from "./rdf.ts";
import type { RecordPlace } from "./record_reaction.ts";
import type { Submessage } from "./protobuf_fields.ts";
import { nameOf, smilesOf, valueOf } from "./ord_compound.ts";
import { readDataset, readOrdReaction } from "./ord_messages.ts";
import { ordReading } from "./ord_reading.ts";

const PERCENT_DIGITS = 3;
/** Roles of compounds that are no part of the reaction proper. */
const LEFT_OUT: readonly string[] = ["WORKUP", "AUTHENTIC_STANDARD", "INTERNAL_STANDARD"];

/** The compounds of one part of a reaction SMILES. */
interface Side {
  readonly smiles: readonly string[];
  /** Names of the compounds that have no SMILES. */
  readonly unread: readonly string[];
  /** A name or SMILES to display for each compound. */
  readonly displayed: readonly string[];
}

/**
 * The reactions of an ORD dataset, or the only reaction of a file that contains just one; `base64` is the file. The reaction's own SMILES is used, preferably the extended one; if it has none, it is assembled from
 * inputs and products, without those of the work-up. `line` counts reactions from 1. A reaction with malformed bytes
 * is still returned, as a text that says so. Throws `input_invalid` if the file as a whole cannot be read, or only
 * refers to reactions by id.
 */
export function* readOrd(base64: string): Generator<FoundReaction, void> {
  const dataset = orInvalid("Cannot read the ORD file", () => readDataset(wireFormat(decodeBase64(base64))));
  const { name, id, entries, referenceCount } = dataset;
  const ofDataset = [["dataset_id", id], ["dataset", name]] as const;
  let line = 0;
  for (const entry of entries) yield entryReaction(entry, { line: ++line, fields: ofDataset });
  if (line === 0 && referenceCount > 0) {
    throw new RxnstreamError(
      "input_invalid",
      `The ORD dataset only refers to ${referenceCount} reactions in other datasets and contains none itself`,
    );
  }
}

/** The file in the wire format, whichever of the two it has. */
function wireFormat(file: Uint8Array): Uint8Array {
  if (!looksLikeMessageText(file)) return file;
  const { message, type } = readMessageText(new TextDecoder().decode(file));
  return messageBytes(message, type);
}

function entryReaction({ message, offset }: Submessage, place: RecordPlace): FoundReaction {
  let reaction: OrdMessage;
  try {
    reaction = readOrdReaction(message);
  } catch (error) {
    const text = `ORD reaction ${place.line}, at byte ${offset}, cannot be read: ${reasonOf(error)}`;
    return foundReaction(text, "smiles", { line: place.line, fields: given(place.fields) });
  }
  return ordReaction(reaction, place);
}

function ordReaction(reaction: OrdMessage, { line, fields }: RecordPlace): FoundReaction {
  const inputs = messagesOf(reaction, "inputs").flatMap((entry) => messagesOf(entry, "value"))
    .flatMap((input) => messagesOf(input, "components"));
  const products = messagesOf(reaction, "outcomes").flatMap((outcome) => messagesOf(outcome, "products"));
  const sides = {
    reactants: side(inputs, ["UNSPECIFIED", "REACTANT"]),
    agents: side(inputs, null),
    products: side(products, ["UNSPECIFIED", "PRODUCT"]),
  };
  const unread = [sides.reactants, sides.agents, sides.products].flatMap((part) => part.unread);
  const all = [
    ["id", textOf(reaction, "reaction_id")],
    ...fields,
    ["yield", products.flatMap(yieldsOf).map(percent).join("; ")],
    ...provenanceOf(reaction),
    ["without_smiles", unread.join("; ")],
  ] as const;
  const reading = ordReading(reaction);
  const place = { line, fields: given(all), ...(reading === null ? {} : { reading }) };
  const identifiers = messagesOf(reaction, "identifiers");
  const written = valueOf(identifiers, "REACTION_CXSMILES") ?? valueOf(identifiers, "REACTION_SMILES");
  if (written?.includes(">")) return foundReaction(written, "smiles", place);
  const block = rxnBlock(valueOf(identifiers, "RDFILE"));
  if (block !== null) return foundReaction(block, "rxn", place);
  return foundReaction(putTogether(sides), "smiles", place);
}

/** Where it was published, under the schema's names, and the texts among its metadata. */
function* provenanceOf(reaction: OrdMessage): Generator<readonly [string, string], void> {
  for (const source of messagesOf(reaction, "provenance")) {
    for (const name of ["doi", "patent", "publication_url"]) yield [name, textOf(source, name)];
    for (const entry of messagesOf(source, "reaction_metadata")) {
      for (const data of messagesOf(entry, "value")) {
        yield [textOf(entry, "key"), textOf(data, "string_value")];
      }
    }
  }
}

function yieldsOf(product: OrdMessage): readonly number[] {
  return messagesOf(product, "measurements").filter((measurement) => textOf(measurement, "type") === "YIELD")
    .flatMap((measurement) => messagesOf(measurement, "percentage"))
    .flatMap((percentage) => numberOf(percentage, "value") ?? []);
}

/** Reaction SMILES of the compounds; if one side has no SMILES, an equation of their names. */
function putTogether(
  { reactants, agents, products }: Readonly<Record<"reactants" | "agents" | "products", Side>>,
): string {
  if (reactants.smiles.length === 0 || products.smiles.length === 0) {
    const text = (part: Side) => part.displayed.join(" + ") || "nothing";
    return `${text(reactants)} -> ${text(products)}`;
  }
  return groupedReaction(
    [reactants, agents, products].map((part) => part.smiles.map((smiles) => ({ smiles, isOne: true }))),
  );
}

/** The compounds with one of these roles; null selects all that are neither reactants nor left out. */
function side(compounds: readonly OrdMessage[], roles: readonly string[] | null): Side {
  const others: readonly string[] = ["UNSPECIFIED", "REACTANT", ...LEFT_OUT];
  const chosen = compounds.filter((compound) => {
    const role = textOf(compound, "reaction_role") || "UNSPECIFIED";
    return roles === null ? !others.includes(role) : roles.includes(role);
  });
  const known = chosen.map((compound) => ({ smiles: smilesOf(compound), name: nameOf(compound) }));
  return {
    smiles: known.flatMap(({ smiles }) => smiles ?? []),
    unread: known.flatMap(({ smiles, name }) => smiles === null ? name : []),
    displayed: known.map(({ smiles, name }) => smiles ?? name),
  };
}

/** The first RXN block in an RDF that serves as a reaction's identifier. */
function rxnBlock(rdf: string | undefined): string | null {
  for (const { text } of readRdf(rdf?.replace(/\r\n?/g, "\n") ?? "")) {
    if (text.startsWith("$RXN")) return text;
  }
  return null;
}

function percent(value: number): string {
  return `${Number(value.toPrecision(PERCENT_DIGITS))} %`;
}

function given(fields: readonly (readonly [string, string])[]): readonly (readonly [string, string])[] {
  return fields.filter(([, value]) => value !== "");
}

function orInvalid<Value>(what: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    throw new RxnstreamError("input_invalid", `${what}: ${reasonOf(error)}`, { cause: error });
  }
}

/** Rewords the library's error, which is meant for programmers, for the owner of the file. */
function reasonOf(error: unknown): string {
  if (error instanceof RxnstreamError) return error.message;
  const words = error instanceof Error ? error.message : String(error);
  return words === "premature EOF"
    ? "it ends in the middle of a field"
    : `it is not valid protobuf (${words})`;
}
