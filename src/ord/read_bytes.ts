/** Reads the wire format. Source: "Protocol Buffers: Encoding". */
import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";
import type { OrdMessage, OrdValue } from "./message.ts";
import { enumOf, ENUMS, type FieldRow, type MessageName, messageOf, MESSAGES } from "./schema.ts";

/** A field of the schema with its name. */
interface NamedField {
  readonly name: string;
  readonly type: FieldRow[1];
}

type Growing = Record<string, OrdValue | OrdValue[]>;

const BY_NUMBER: Readonly<Record<MessageName, ReadonlyMap<number, NamedField>>> = mapOfMessages();
const decoder = new TextDecoder();

/**
 * A message with the fields of our part of the schema; others are skipped, as the wire format allows, and a field that
 * occurs several times is a list. Invalid UTF-8 becomes replacement characters. `part` is called for each text and
 * message, and may throw to bound them: an empty message takes two bytes of a file but much more memory. Throws an `Error` if the bytes
 * are truncated or malformed.
 */
export function readMessageBytes(bytes: Uint8Array, type: MessageName, part: () => void): OrdMessage {
  const reader = new BinaryReader(bytes);
  const message: Growing = {};
  while (reader.pos < reader.len) {
    const [number, wireType] = reader.tag();
    const field = BY_NUMBER[type].get(number);
    if (field === undefined || wireType !== wireTypeOf(field.type)) {
      reader.skip(wireType, number);
      continue;
    }
    if (field.type === "text" || messageOf(field.type) !== null) part();
    addValue(message, field.name, readValue(reader, field.type, part));
  }
  return message;
}

/** Adds a value to a field, which becomes a list with the second one. */
export function addValue(message: Growing, name: string, value: OrdValue): void {
  const before = Object.hasOwn(message, name) ? message[name] : undefined;
  if (before === undefined) message[name] = value;
  else if (Array.isArray(before)) before.push(value);
  else message[name] = [before, value];
}

function readValue(reader: BinaryReader, type: FieldRow[1], part: () => void): OrdValue {
  const inner = messageOf(type);
  if (inner !== null) return readMessageBytes(reader.bytes(), inner, part);
  const members = enumOf(type);
  if (members !== null) return ENUMS[members][reader.int32()] ?? "UNSPECIFIED";
  if (type === "text") return decoder.decode(reader.bytes());
  if (type === "float") return reader.float();
  return type === "flag" ? reader.int32() !== 0 : reader.int32();
}

function wireTypeOf(type: FieldRow[1]): WireType {
  if (type === "text" || messageOf(type) !== null) return WireType.LengthDelimited;
  return type === "float" ? WireType.Bit32 : WireType.Varint;
}

function mapOfMessages(): Record<MessageName, ReadonlyMap<number, NamedField>> {
  const entries = Object.entries(MESSAGES).map(([message, fields]) => [
    message,
    new Map(Object.entries(fields).map(([name, [number, type]]) => [number, { name, type }])),
  ]);
  return Object.fromEntries(entries);
}
