/**
 * The messages of the Open Reaction Database, as far as they are read: `ord.Dataset` and `ord.Reaction`. Source: the
 * field numbers in `dataset.proto` and `reaction.proto` of ord-schema.
 */
import { RxnstreamError } from "../../errors.ts";
import {
  floats,
  messages,
  numbers,
  type Submessage,
  submessages,
  texts,
  visitFields,
} from "./protobuf_fields.ts";

/** An identifier of a reaction or a compound; `type` is a number of the schema's enumeration. */
export interface OrdIdentifier {
  readonly type: number;
  readonly value: string;
}

/** A compound of an input or an outcome; `role` is `ReactionRole.ReactionRoleType`. */
export interface OrdCompound {
  readonly role: number;
  readonly identifiers: readonly OrdIdentifier[];
  /** Measured yields, in percent. */
  readonly yields: readonly number[];
}

export interface OrdReaction {
  readonly id: string;
  readonly identifiers: readonly OrdIdentifier[];
  readonly inputs: readonly OrdCompound[];
  readonly products: readonly OrdCompound[];
  /**
   * Where it was published, under the schema's names (`doi`, `patent`, `publication_url`), and texts among the
   * metadata.
   */
  readonly provenance: readonly (readonly [string, string])[];
}

export interface OrdDataset {
  readonly name: string;
  readonly id: string;
  /** Its reactions, not read yet; a file of a few megabytes may contain millions of empty ones. */
  readonly entries: Iterable<Submessage>;
  /** Number of reactions that are only referred to, in other datasets. */
  readonly referenceCount: number;
}

const YIELD = 3;
/**
 * Maximum total of identifiers, compounds, yields and sources of one reaction: an empty one takes two bytes of a file
 * but much more memory.
 */
const MAX_PARTS = 10_000;

/** Reads a dataset, or a single reaction as a dataset of one. Throws an `Error` if the file is neither. */
export function readDataset(file: Uint8Array): OrdDataset {
  if (isReaction(file)) {
    return { name: "", id: "", entries: [{ message: file, offset: 0 }], referenceCount: 0 };
  }
  let name = "";
  let id = "";
  let referenceCount = 0;
  visitFields(file, {
    1: texts((value) => name = value),
    4: messages(() => referenceCount++),
    5: texts((value) => id = value),
  });
  return { name, id, entries: submessages(file, 3), referenceCount };
}

/** Reads a reaction. Throws an `Error` if its bytes are malformed, `input_invalid` if it has too many parts. */
export function readOrdReaction(message: Uint8Array): OrdReaction {
  let parts = 0;
  const part = <Value>(value: Value): Value => {
    if (++parts <= MAX_PARTS) return value;
    throw new RxnstreamError("input_invalid", `it has more than ${MAX_PARTS} identifiers and compounds`);
  };
  let id = "";
  const identifiers: OrdIdentifier[] = [];
  const inputs: OrdCompound[] = [];
  const products: OrdCompound[] = [];
  const provenance: [string, string][] = [];
  const noted = (name: string) => texts((value) => provenance.push(part([name, value])));
  visitFields(message, {
    1: messages((identifier) => identifiers.push(part(readIdentifier(identifier)))),
    // A map is a list of entries: field 1 is the key, field 2 the value.
    2: messages((entry) =>
      visitFields(entry, {
        2: messages((input) =>
          visitFields(input, {
            1: messages((compound) =>
              inputs.push(part(readCompound(compound, { role: 3, measurements: null }, part)))
            ),
          })
        ),
      })
    ),
    8: messages((outcome) =>
      visitFields(outcome, {
        3: messages((product) =>
          products.push(part(readCompound(product, { role: 7, measurements: 3 }, part)))
        ),
      })
    ),
    9: messages((source) =>
      visitFields(source, {
        4: noted("doi"),
        5: noted("patent"),
        6: noted("publication_url"),
        9: messages((entry) => provenance.push(part(readMetadata(entry)))),
      })
    ),
    10: texts((value) => id = value),
  });
  return { id, identifiers, inputs, products, provenance };
}

/** An entry of a map of `ord.Data`; the value is empty if it is not a text. */
function readMetadata(entry: Uint8Array): [name: string, value: string] {
  let name = "";
  let value = "";
  visitFields(entry, {
    1: texts((text) => name = text),
    2: messages((data) => visitFields(data, { 4: texts((text) => value = text) })),
  });
  return [name, value];
}

function readIdentifier(message: Uint8Array): OrdIdentifier {
  let type = 0;
  let value = "";
  visitFields(message, { 1: numbers((number) => type = number), 3: texts((text) => value = text) });
  return { type, value };
}

function readCompound(
  message: Uint8Array,
  fields: { readonly role: number; readonly measurements: number | null },
  part: <Value>(value: Value) => Value,
): OrdCompound {
  let role = 0;
  const identifiers: OrdIdentifier[] = [];
  const yields: number[] = [];
  const visitors = {
    1: messages((identifier) => identifiers.push(part(readIdentifier(identifier)))),
    [fields.role]: numbers((number) => role = number),
  };
  if (fields.measurements !== null) {
    visitors[fields.measurements] = messages((measurement) => {
      const { type, percent } = readMeasurement(measurement);
      if (type === YIELD && percent !== null) yields.push(part(percent));
    });
  }
  visitFields(message, visitors);
  return { role, identifiers, yields };
}

function readMeasurement(message: Uint8Array): { readonly type: number; readonly percent: number | null } {
  let type = 0;
  let percent: number | null = null;
  visitFields(message, {
    2: numbers((number) => type = number),
    8: messages((percentage) => visitFields(percentage, { 1: floats((value) => percent = value) })),
  });
  return { type, percent };
}

/**
 * Is the file a single reaction? Both messages begin with fields 1 to 5. A reaction nearly always has one of the
 * fields 8 to 10, and its identifiers are messages, whose first tag is lower than any character of a dataset's name.
 */
function isReaction(file: Uint8Array): boolean {
  let own = 0;
  let first: number | undefined;
  visitFields(file, {
    1: messages((value) => first ??= value[0]),
    6: messages(() => own++),
    7: messages(() => own++),
    8: messages(() => own++),
    9: messages(() => own++),
    10: messages(() => own++),
  });
  return own > 0 || first !== undefined && first < 0x20;
}
