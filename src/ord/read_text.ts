/** Reads protobuf's text format. Source: "Protocol Buffers: Text Format Language". */
import { RxnstreamError } from "../errors.ts";
import { enumOf, ENUMS, type MessageName, messageOf, MESSAGES } from "./schema.ts";
import type { OrdMessage, OrdValue } from "./message.ts";
import { addValue } from "./read_bytes.ts";

/** Most messages within one another: the schema has fewer, so that deeper ones are none of its. */
const MAX_DEPTH = 100;
const TOKEN =
  /\s+|#[^\n]*|"[^"\\\n]*(?:\\[^][^"\\\n]*)*"|'[^'\\\n]*(?:\\[^][^'\\\n]*)*'|[A-Za-z_][\w.]*|[-+]?(?:\d|\.\d)[\w.+-]*|[-+]|[{}<>[\]:;,/]/y;
const ESCAPES: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
};

/** Begins like a message: comments, then the name of a field and what may follow it. */
const BEGINNING = /^\ufeff?\s*(?:#[^\n]*\n\s*)*([a-z]\w*)\s*[:{<]/;
const HEAD_BYTES = 4_096;

/** True for text that can be a message; no dataset in the wire format begins with a lower-case letter. */
export function looksLikeMessageText(bytes: Uint8Array): boolean {
  return BEGINNING.test(new TextDecoder().decode(bytes.subarray(0, HEAD_BYTES)));
}

/**
 * The `ord.Dataset`, or the single `ord.Reaction`, of a text. Fields that are not in our part of the schema are
 * skipped. Throws `input_invalid` with the line where the text cannot be read.
 */
export function readMessageText(text: string): { readonly message: OrdMessage; readonly type: MessageName } {
  const first = BEGINNING.exec(text)?.[1] ?? "";
  const type = Object.hasOwn(MESSAGES.Dataset, first) ? "Dataset" : "Reaction";
  return { message: new TextReader(text.replace(/^\ufeff/, "")).message(type, null, 0), type };
}

/** A message under construction; the order of fields is kept. */
type Growing = Record<string, OrdValue | OrdValue[]>;

class TextReader {
  readonly #text: string;
  #at = 0;
  #token = "";
  #start = 0;

  constructor(text: string) {
    this.#text = text;
    this.#next();
  }

  /** The fields up to `end`, which is consumed, or to the end of the text. `type` null skips what it reads. */
  message(type: MessageName | null, end: string | null, depth: number): OrdMessage {
    if (depth > MAX_DEPTH) throw this.#error("messages are nested too deeply");
    const message: Growing = {};
    while (this.#token !== (end ?? "")) {
      if (this.#token === "") throw this.#error(`"${end}" is missing`);
      this.#field(type, message, depth);
      if (this.#token === "," || this.#token === ";") this.#next();
    }
    if (end !== null) this.#next();
    return message;
  }

  #field(type: MessageName | null, message: Growing, depth: number): void {
    const name = this.#token === "[" ? this.#extension() : this.#identifier();
    const row = type === null ? undefined : MESSAGES[type][name];
    const fieldType = row?.[1] ?? null;
    const inner = fieldType === null ? null : messageOf(fieldType);
    const isMessage = !this.#takes(":");
    if (!isMessage && this.#takes("[")) {
      while (!this.#takes("]")) {
        const value = this.#value(fieldType, inner, depth);
        if (row !== undefined) addValue(message, name, value);
        if (this.#token !== "]") this.#expect(",");
      }
      return;
    }
    if (isMessage && this.#token !== "{" && this.#token !== "<") {
      throw this.#error(`":" is missing after ${name}`);
    }
    const value = this.#value(fieldType, inner, depth);
    if (row !== undefined) addValue(message, name, value);
  }

  #value(type: string | null, inner: MessageName | null, depth: number): OrdValue {
    if (this.#takes("{")) return this.message(inner, "}", depth + 1);
    if (this.#takes("<")) return this.message(inner, ">", depth + 1);
    if (inner !== null) throw this.#error("a message is missing");
    const token = this.#token;
    if (token.startsWith('"') || token.startsWith("'")) return this.#strings();
    if (token === "" || /^[\]{}<>:;,/[]$/.test(token)) throw this.#error("a value is missing");
    this.#next();
    const value = token === "-" || token === "+" ? token + this.#identifier() : token;
    return scalar(value, type);
  }

  /** Neighbouring strings are one. */
  #strings(): string {
    const bytes: number[] = [];
    const encoder = new TextEncoder();
    while (this.#token.startsWith('"') || this.#token.startsWith("'")) {
      const body = this.#token.slice(1, -1);
      const pieces = body.matchAll(
        /\\(?:([0-7]{1,3})|[xX]([\da-fA-F]{1,2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([^]))|[^\\]+/g,
      );
      for (const [piece, octal, hex, short, long, letter] of pieces) {
        if (octal !== undefined) bytes.push(parseInt(octal, 8) & 0xff);
        else if (hex !== undefined) bytes.push(parseInt(hex, 16));
        else if (short !== undefined || long !== undefined) {
          const code = parseInt(short ?? long ?? "", 16);
          for (const byte of encoder.encode(String.fromCodePoint(Math.min(code, 0x10ffff)))) bytes.push(byte);
        } else if (letter !== undefined && ESCAPES[letter] !== undefined) bytes.push(ESCAPES[letter]);
        else for (const byte of encoder.encode(letter ?? piece)) bytes.push(byte);
      }
      this.#next();
    }
    return new TextDecoder().decode(new Uint8Array(bytes));
  }

  #identifier(): string {
    const token = this.#token;
    if (!/^[A-Za-z_]/.test(token)) throw this.#error("the name of a field is missing");
    this.#next();
    return token;
  }

  /** `[package.name]` of an extension, which the schema has none of. */
  #extension(): string {
    while (this.#token !== "]") {
      if (this.#token === "") throw this.#error('"]" is missing');
      this.#next();
    }
    this.#next();
    return "";
  }

  #takes(token: string): boolean {
    if (this.#token !== token) return false;
    this.#next();
    return true;
  }

  #expect(token: string): void {
    if (!this.#takes(token)) throw this.#error(`"${token}" is missing`);
  }

  #next(): void {
    do {
      this.#start = this.#at;
      TOKEN.lastIndex = this.#at;
      this.#token = TOKEN.exec(this.#text)?.[0] ?? "";
      this.#at += this.#token.length;
      if (this.#token === "" && this.#at < this.#text.length) {
        throw this.#error("it is not protobuf's text format");
      }
    } while (this.#token.startsWith("#") || /^\s/.test(this.#token));
  }

  #error(reason: string): RxnstreamError {
    const line = this.#text.slice(0, this.#start).split("\n").length;
    return new RxnstreamError("input_invalid", `Cannot read the ORD file: ${reason}, on line ${line}`);
  }
}

/** A number, a truth value or a member of an enumeration, which may be given by its number. */
function scalar(token: string, type: string | null): OrdValue {
  if (type === "float" || type === "int") return Number(token.replace(/f$/i, ""));
  if (type === "flag") return /^(?:true|True|t|1)$/.test(token);
  const members = type === null ? null : enumOf(type as `enum ${keyof typeof ENUMS}`);
  if (members !== null && /^\d+$/.test(token)) return ENUMS[members][Number(token)] ?? "UNSPECIFIED";
  return token;
}
