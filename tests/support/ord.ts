/** Files of the Open Reaction Database, written field by field with the field numbers of its schema. */
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";

export type Bytes = Uint8Array<ArrayBuffer>;

export interface Compound {
  readonly smiles?: string;
  readonly name?: string;
  readonly role?: number;
  readonly yield?: number;
}

export interface Reaction {
  readonly id?: string;
  /** Identifiers by type and value. */
  readonly identifiers?: readonly (readonly [number, string])[];
  readonly inputs?: readonly Compound[];
  readonly products?: readonly Compound[];
  readonly doi?: string;
}

/** One field of a message. */
export type Field = (writer: BinaryWriter) => void;

export function message(...fields: readonly Field[]): Bytes {
  const writer = new BinaryWriter();
  for (const field of fields) field(writer);
  return writer.finish();
}

export function bytes(number: number, value: Bytes): Field {
  return (writer) => writer.tag(number, WireType.LengthDelimited).bytes(value);
}

export function text(number: number, value: string): Field {
  return (writer) => writer.tag(number, WireType.LengthDelimited).string(value);
}

export function integer(number: number, value: number): Field {
  return (writer) => writer.tag(number, WireType.Varint).int32(value);
}

export function float(number: number, value: number): Field {
  return (writer) => writer.tag(number, WireType.Bit32).float(value);
}

/** `ord.Dataset`; the reactions as messages, so that some can be damaged. */
export function dataset(reactions: readonly Bytes[], name = "Test", id = "ord_dataset-1"): Bytes {
  return message(text(1, name), ...reactions.map((reaction) => bytes(3, reaction)), text(5, id));
}

/** `ord.Reaction`, with other fields of the schema, which are not read here, in between. */
export function reaction({ id, identifiers = [], inputs = [], products = [], doi }: Reaction): Bytes {
  return message(
    ...identifiers.map(([type, value]) => bytes(1, message(integer(1, type), text(3, value), integer(4, 1)))),
    ...inputs.map((compound, i) =>
      bytes(2, message(text(1, `input ${i}`), bytes(2, message(bytes(1, input(compound)), integer(3, 1)))))
    ),
    bytes(5, message(text(9, "A long procedure"))),
    ...(products.length === 0
      ? []
      : [bytes(8, message(float(1, 2), ...products.map((product) => bytes(3, outcome(product)))))]),
    ...(doi === undefined ? [] : [bytes(9, message(text(2, "Basel"), text(4, doi)))]),
    ...(id === undefined ? [] : [text(10, id)]),
  );
}

export async function gzip(content: Bytes): Promise<Bytes> {
  const packed = new Blob([content]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

function identifiersOf({ smiles, name }: Compound): readonly Field[] {
  return [
    ...(name === undefined ? [] : [bytes(1, message(integer(1, 6), text(3, name)))]),
    ...(smiles === undefined ? [] : [bytes(1, message(integer(1, 2), text(3, smiles)))]),
  ];
}

function input(compound: Compound): Bytes {
  return message(...identifiersOf(compound), bytes(2, message(float(1, 3))), integer(3, compound.role ?? 0));
}

function outcome(compound: Compound): Bytes {
  const percent = compound.yield;
  return message(
    ...identifiersOf(compound),
    integer(2, 1),
    ...(percent === undefined ? [] : [
      bytes(3, message(integer(2, 5), bytes(8, message(float(1, 12))))),
      bytes(3, message(text(1, "nmr"), integer(2, 3), bytes(8, message(float(1, percent), float(2, 0.5))))),
    ]),
    integer(7, compound.role ?? 8),
  );
}
