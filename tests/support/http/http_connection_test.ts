import { assertEquals, assertRejects } from "@std/assert";
import { type HttpAnswer, HttpConnection, NoAnswerError } from "./http_connection.ts";

/** Connects to a server that answers with these bytes, whatever it receives, and closes. */
async function connectTo(answer: string, use: (connection: HttpConnection) => Promise<void>): Promise<void> {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const serving = (async () => {
    using connection = await listener.accept();
    await connection.write(new TextEncoder().encode(answer));
  })();
  const { port } = listener.addr as Deno.NetAddr;
  using connection = await HttpConnection.open(new URL(`http://127.0.0.1:${port}`));
  await use(connection);
  await serving;
}

async function read({ status, body }: HttpAnswer): Promise<readonly unknown[]> {
  return [status, await body.text(), body.end];
}

Deno.test("Answers that arrive together are read one by one, those to HEAD without a body", async () => {
  const head = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n";
  const chunks = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n";
  await connectTo(`${head}${head}body${chunks}HTTP/1.1 204 No Content\r\n\r\n`, async (connection) => {
    assertEquals(await read(await connection.answer("HEAD")), [200, "", "complete"]);
    assertEquals(await read(await connection.answer()), [200, "body", "complete"]);
    assertEquals(await read(await connection.answer()), [200, "abc", "complete"]);
    assertEquals((await connection.answer()).body.end, "complete");
    assertEquals(await connection.ends(), true);
    await assertRejects(() => connection.answer(), NoAnswerError);
  });
});

Deno.test("A body that ends when its connection closes is distinguished from one that is cut short", async () => {
  await connectTo("HTTP/1.0 200 OK\r\n\r\nto the end", async (connection) => {
    assertEquals(await read(await connection.answer()), [200, "to the end", "closed"]);
  });
  for (
    const framing of ["Content-Length: 9\r\n\r\nhalf", "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"]
  ) {
    await connectTo(`HTTP/1.1 200 OK\r\n${framing}`, async (connection) => {
      assertEquals(await read(await connection.answer()), [200, "half", "cut"]);
    });
  }
});
