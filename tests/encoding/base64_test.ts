import { assertEquals, assertThrows } from "@std/assert";
import { decodeBase64, encodeBase64 } from "../../src/encoding/base64.ts";

Deno.test("Bytes are read back from Base64, including those of part of a buffer", () => {
  const all = Uint8Array.from({ length: 300 }, (_, index) => index % 256);
  for (const bytes of [all.subarray(0, 0), all.subarray(7, 8), all.subarray(3, 259), all]) {
    assertEquals(encodeBase64(bytes), bytes.toBase64());
    assertEquals(decodeBase64(encodeBase64(bytes)), new Uint8Array(bytes));
  }
  assertEquals(decodeBase64("AQ\r\nID\n"), Uint8Array.of(1, 2, 3));
});

Deno.test("Text that is not Base64 is refused", () => {
  for (const text of ["A", "AQI", "AQ=D", "AQ==AQ==", "A-_D", "AQID!", "===="]) {
    assertThrows(() => decodeBase64(text), SyntaxError, undefined, text);
  }
});
