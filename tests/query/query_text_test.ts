import { assertEquals, assertThrows } from "@std/assert";
import { RxnstreamError } from "../../src/errors.ts";
import { decodeQuery } from "../../src/query/query_text.ts";

const TEXT = "Öl\tCCO>>CC=O";

function utf16(text: string, littleEndian: boolean): Uint8Array<ArrayBuffer> {
  const bytes = new DataView(new ArrayBuffer(text.length * 2));
  for (let i = 0; i < text.length; i++) bytes.setUint16(i * 2, text.charCodeAt(i), littleEndian);
  return new Uint8Array(bytes.buffer);
}

Deno.test("Text is read as UTF-8, or as Windows-1252 if it is not UTF-8", () => {
  assertEquals(decodeQuery(new TextEncoder().encode(TEXT)), TEXT);
  assertEquals(decodeQuery(new TextEncoder().encode(`\uFEFF${TEXT}`)), TEXT);
  const older = Uint8Array.from(TEXT, (letter) => letter.charCodeAt(0));
  assertEquals(decodeQuery(older), TEXT);
  assertEquals(decodeQuery(older, "utf-8"), TEXT);
  assertEquals(decodeQuery(new ArrayBuffer(0)), "");
});

Deno.test("UTF-16 with a byte order mark is read, whatever charset is declared", () => {
  for (const littleEndian of [true, false]) {
    const bytes = utf16(`\uFEFF${TEXT}`, littleEndian);
    assertEquals(decodeQuery(bytes), TEXT);
    assertEquals(decodeQuery(bytes.buffer), TEXT);
    assertEquals(decodeQuery(bytes, "utf-8"), TEXT);
  }
});

Deno.test("A declared charset is honoured", () => {
  assertEquals(decodeQuery(utf16(TEXT, true), "UTF-16LE"), TEXT);
  assertEquals(decodeQuery(Uint8Array.of(0x83, 0x41, 0x3e, 0x3e), "Shift_JIS"), "ア>>");
  assertEquals(decodeQuery(Uint8Array.of(0xcc, 0x3e), "koi8-r"), "л>");
});

Deno.test("An unknown charset and data that is not text are refused with the reason", () => {
  const refused: Array<[Uint8Array<ArrayBuffer>, string | null, string]> = [
    [Uint8Array.of(67), "klingon", 'The charset "klingon" is unknown'],
    [Uint8Array.of(67, 0, 67), null, "The input is not text: a zero byte at character 2"],
    [utf16("\uFEFFC\0C", true), null, "The input is not text: a zero byte at character 2"],
    [Uint8Array.of(0xff, 0xfe, 67), null, "The input is not UTF-16LE text"],
    [Uint8Array.of(0x83), "shift_jis", "The input is not SHIFT_JIS text"],
  ];
  for (const [bytes, charset, message] of refused) {
    const error = assertThrows(() => decodeQuery(bytes, charset), RxnstreamError);
    assertEquals([error.code, error.message], ["input_invalid", message]);
  }
});

Deno.test("UTF-16 and UTF-32 are read without a byte order mark too, whatever charset is declared", () => {
  for (const littleEndian of [true, false]) {
    assertEquals(decodeQuery(utf16(TEXT, littleEndian)), TEXT);
    assertEquals(decodeQuery(utf16(TEXT, littleEndian), "utf-8"), TEXT);
    for (const mark of ["", "\uFEFF"]) {
      const letters = [...mark + TEXT];
      const bytes = new DataView(new ArrayBuffer(letters.length * 4));
      letters.forEach((letter, i) => bytes.setUint32(i * 4, letter.charCodeAt(0), littleEndian));
      assertEquals(decodeQuery(bytes.buffer), TEXT);
    }
  }
});
