/** Messages as plain objects, and as bytes. */
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { enumOf, ENUMS, type FieldRow, type MessageName, messageOf, MESSAGES } from "./schema.ts";

/** The value of a field: a member of an enumeration is its name. */
export type OrdValue = string | number | boolean | OrdMessage;

/** A message: values by the names of the fields, several of a repeated field as a list. */
export interface OrdMessage {
  readonly [field: string]: OrdValue | readonly OrdValue[];
}

/** The messages of a field: none, one, or those of a list. */
export function messagesOf(message: OrdMessage, field: string): readonly OrdMessage[] {
  return valuesOf(message, field).filter((value) => typeof value === "object");
}

/** The last text of a field, or the last member of its enumeration; empty if there is none. */
export function textOf(message: OrdMessage, field: string): string {
  return valuesOf(message, field).filter((value) => typeof value === "string").at(-1) ?? "";
}

/** The last number of a field that is one. */
export function numberOf(message: OrdMessage, field: string): number | undefined {
  return valuesOf(message, field).filter((value) => typeof value === "number" && Number.isFinite(value)).at(
    -1,
  ) as
    | number
    | undefined;
}

function valuesOf(message: OrdMessage, field: string): readonly OrdValue[] {
  const value = Object.hasOwn(message, field) ? message[field] : undefined;
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value as OrdValue];
}

/** The fields of a message with their rows in the schema. Throws an `Error` for a field that the schema lacks. */
export function* fieldsOf(
  message: OrdMessage,
  type: MessageName,
): Generator<readonly [name: string, row: FieldRow, value: OrdValue], void> {
  for (const [name, value] of Object.entries(message)) {
    const row = MESSAGES[type][name];
    if (row === undefined) throw new Error(`ord.${type} has no field ${name}`);
    for (const single of Array.isArray(value) ? value : [value]) yield [name, row, single];
  }
}

/** The wire format. Source: "Protocol Buffers: Encoding". */
export function messageBytes(message: OrdMessage, type: MessageName): Uint8Array<ArrayBuffer> {
  const writer = new BinaryWriter();
  for (const [, [number, fieldType], value] of fieldsOf(message, type)) {
    const inner = messageOf(fieldType);
    const members = enumOf(fieldType);
    if (inner !== null) {
      writer.tag(number, WireType.LengthDelimited).bytes(messageBytes(value as OrdMessage, inner));
    } else if (members !== null) {
      writer.tag(number, WireType.Varint).int32(Math.max(0, ENUMS[members].indexOf(String(value))));
    } else if (fieldType === "text") {
      writer.tag(number, WireType.LengthDelimited).string(String(value).toWellFormed());
    } else if (fieldType === "float") writer.tag(number, WireType.Bit32).float(Number(value));
    else if (fieldType === "int") writer.tag(number, WireType.Varint).int32(Number(value));
    else writer.tag(number, WireType.Varint).bool(value === true);
  }
  return writer.finish();
}
