/** Messages of protobuf as lists of fields, written as bytes or as text. */
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";

/** A member of an enumeration: its number and its name. */
export type OrdChoice = readonly [number: number, name: string];

type OrdValue =
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "float"; readonly value: number }
  | { readonly kind: "flag"; readonly value: boolean }
  | { readonly kind: "choice"; readonly value: OrdChoice }
  | { readonly kind: "message"; readonly value: OrdMessage };

/** A field with its number and name in the schema. */
export type OrdField = OrdValue & { readonly number: number; readonly name: string };

/** A message: its fields, in the order in which they are written. Fields may repeat. */
export type OrdMessage = readonly OrdField[];

type FieldName = readonly [number: number, name: string];

export function textField([number, name]: FieldName, value: string): OrdField {
  return { kind: "text", number, name, value };
}

/** A single-precision number. */
export function floatField([number, name]: FieldName, value: number): OrdField {
  return { kind: "float", number, name, value };
}

export function flagField([number, name]: FieldName, value: boolean): OrdField {
  return { kind: "flag", number, name, value };
}

export function choiceField([number, name]: FieldName, value: OrdChoice): OrdField {
  return { kind: "choice", number, name, value };
}

export function messageField([number, name]: FieldName, value: OrdMessage): OrdField {
  return { kind: "message", number, name, value };
}

/** The wire format. Source: "Protocol Buffers: Encoding". */
export function ordBytes(message: OrdMessage): Uint8Array<ArrayBuffer> {
  const writer = new BinaryWriter();
  for (const field of message) {
    switch (field.kind) {
      case "text":
        writer.tag(field.number, WireType.LengthDelimited).string(field.value);
        break;
      case "float":
        writer.tag(field.number, WireType.Bit32).float(field.value);
        break;
      case "flag":
        writer.tag(field.number, WireType.Varint).bool(field.value);
        break;
      case "choice":
        writer.tag(field.number, WireType.Varint).int32(field.value[0]);
        break;
      case "message":
        writer.tag(field.number, WireType.LengthDelimited).bytes(ordBytes(field.value));
    }
  }
  return writer.finish();
}

/** The text format, one field per line, indented by two blanks. Source: "Protocol Buffers: Text Format Language". */
export function ordText(message: OrdMessage, indent = ""): string {
  return message.map((field) => {
    const { kind, name, value } = field;
    switch (kind) {
      case "text":
        return `${indent}${name}: ${quoted(value)}\n`;
      case "float":
        return `${indent}${name}: ${shortestFloat(value)}\n`;
      case "flag":
        return `${indent}${name}: ${value}\n`;
      case "choice":
        return `${indent}${name}: ${value[1]}\n`;
      case "message":
        return `${indent}${name} {\n${ordText(value, `${indent}  `)}${indent}}\n`;
    }
  }).join("");
}

function quoted(value: string): string {
  const escaped = value.toWellFormed().replace(/[\\"]/g, "\\$&").replaceAll("\n", "\\n").replaceAll(
    "\r",
    "\\r",
  )
    .replaceAll("\t", "\\t")
    .replace(/\p{Cc}/gu, (control) => `\\${control.charCodeAt(0).toString(8).padStart(3, "0")}`);
  return `"${escaped}"`;
}

/** The shortest decimal number that is read back as the same single-precision number. */
function shortestFloat(value: number): string {
  const single = Math.fround(value);
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(single.toPrecision(digits));
    if (Math.fround(short) === single) return String(short);
  }
  return String(single);
}
