/** Messages in protobuf's text format. Source: "Protocol Buffers: Text Format Language". */
import { fieldsOf, type OrdMessage } from "./message.ts";
import { type MessageName, messageOf } from "./schema.ts";

/** One field per line, indented by two blanks per level. */
export function messageText(message: OrdMessage, type: MessageName, indent = ""): string {
  let text = "";
  for (const [name, [, fieldType], value] of fieldsOf(message, type)) {
    const inner = messageOf(fieldType);
    if (inner === null) {
      text += `${indent}${name}: ${scalarText(value as string | number | boolean, fieldType)}\n`;
    } else {text += `${indent}${name} {\n${
        messageText(value as OrdMessage, inner, `${indent}  `)
      }${indent}}\n`;}
  }
  return text;
}

function scalarText(value: string | number | boolean, type: string): string {
  if (type === "text") return quoted(String(value));
  return type === "float" ? shortestFloat(Number(value)) : String(value);
}

function quoted(value: string): string {
  const escaped = value.toWellFormed().replace(/[\\"]/g, "\\$&").replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r").replaceAll("\t", "\\t")
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
