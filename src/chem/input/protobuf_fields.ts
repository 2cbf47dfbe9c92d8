/** Reads fields of protobuf messages by number, without generated code. */
import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";

/** Receives the value of one field. */
export type FieldVisitor =
  | { readonly kind: "bytes"; take(value: Uint8Array): void }
  | { readonly kind: "varint"; take(value: number): void }
  | { readonly kind: "float"; take(value: number): void };

const decoder = new TextDecoder();
const WIRE_TYPES = {
  bytes: WireType.LengthDelimited,
  varint: WireType.Varint,
  float: WireType.Bit32,
} as const;

/**
 * Passes each field to the visitor of its number, in message order; other fields are skipped, as the wire format
 * allows. Throws an `Error` if the message is truncated or malformed. Source: "Protocol Buffers: Encoding".
 */
export function visitFields(message: Uint8Array, visitors: Readonly<Record<number, FieldVisitor>>): void {
  const reader = new BinaryReader(message);
  while (reader.pos < reader.len) {
    const [number, wireType] = reader.tag();
    const visitor = visitors[number];
    if (visitor === undefined || wireType !== WIRE_TYPES[visitor.kind]) {
      reader.skip(wireType, number);
    } else if (visitor.kind === "bytes") {
      visitor.take(reader.bytes());
    } else visitor.take(visitor.kind === "varint" ? reader.int32() : reader.float());
  }
}

/** A submessage, and the bytes of the message before it. */
export interface Submessage {
  readonly message: Uint8Array;
  readonly offset: number;
}

/** The submessages in the fields with this number, each read on demand. Throws as `visitFields` does. */
export function* submessages(message: Uint8Array, field: number): Generator<Submessage, void> {
  const reader = new BinaryReader(message);
  while (reader.pos < reader.len) {
    const [number, wireType] = reader.tag();
    if (number === field && wireType === WireType.LengthDelimited) {
      const value = reader.bytes();
      yield { message: value, offset: reader.pos - value.length };
    } else reader.skip(wireType, number);
  }
}

/** A visitor of submessages. */
export function messages(take: (value: Uint8Array) => void): FieldVisitor {
  return { kind: "bytes", take };
}

/** A visitor of text; invalid UTF-8 is replaced by replacement characters. */
export function texts(take: (value: string) => void): FieldVisitor {
  return { kind: "bytes", take: (value) => take(decoder.decode(value)) };
}

/** A visitor of enumerations, booleans and 32-bit integers. */
export function numbers(take: (value: number) => void): FieldVisitor {
  return { kind: "varint", take };
}

/** A visitor of single-precision numbers. */
export function floats(take: (value: number) => void): FieldVisitor {
  return { kind: "float", take };
}
