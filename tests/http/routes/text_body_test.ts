import { assertEquals } from "@std/assert";
import { textBody } from "../../../src/http/routes/text_body.ts";

Deno.test("A text body is made when it is read, and sent as UTF-8", async () => {
  const made: string[] = [];
  const body = textBody(async function* () {
    for (const piece of ["Öl", " → ", "CCO"]) {
      made.push(piece);
      yield await Promise.resolve(piece);
    }
  });
  assertEquals(made, []);
  assertEquals(await new Response(body).text(), "Öl → CCO");
});

Deno.test("The producer of a text notices when its client leaves, even in the middle of a wait", async () => {
  const waiting = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  await using server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    () =>
      new Response(textBody(async function* (left) {
        const gone = Promise.withResolvers<void>();
        left.addEventListener("abort", () => gone.resolve());
        waiting.resolve();
        await gone.promise;
        ended.resolve();
        yield "nobody reads this";
      })),
  );
  const connection = await Deno.connect({ hostname: "127.0.0.1", port: server.addr.port });
  await connection.write(new TextEncoder().encode("GET / HTTP/1.1\r\nHost: x\r\n\r\n"));
  await waiting.promise;
  connection.close();
  await ended.promise;
});
