import { assertEquals, assertThrows } from "@std/assert";
import { ResponseReader } from "./response_reader.ts";

const encoder = new TextEncoder();

/** What is read from the bytes, given `size` at a time. */
function read(text: string, size: number): { readonly told: readonly string[]; readonly isOver: boolean } {
  const told: string[] = [];
  let body = "";
  const reader = new ResponseReader({
    onHead: ({ status }) => told.push(String(status)),
    onBody: (bytes) => body += new TextDecoder().decode(bytes),
    onEnd: () => {
      told.push(body);
      body = "";
    },
  });
  const bytes = encoder.encode(text);
  for (let at = 0; at < bytes.length; at += size) reader.feed(bytes.slice(at, at + size));
  return { isOver: reader.close(), told };
}

Deno.test("Responses are read off a connection one after the other, however their bytes arrive", () => {
  const chunked =
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n6\r\n world\r\n0\r\n\r\n";
  const none = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n";
  const counted = "HTTP/1.1 404 Not Found\r\ncontent-length: 4\r\n\r\nnone";
  const open = "HTTP/1.1 200 OK\r\n\r\nto the end";
  for (const size of [1, 2, 7, 1_000]) {
    assertEquals(read(chunked + none + counted + open, size), {
      told: ["200", "hello world", "204", "", "404", "none", "200", "to the end"],
      isOver: true,
    });
    assertEquals(read(chunked.slice(0, -3), size).isOver, false);
  }
  assertThrows(() => read("SSH-2.0-x\r\n\r\n", 100), SyntaxError);
});
