import { assertEquals, assertStringIncludes } from "@std/assert";
import { parseEvents } from "../../support/sse/parse_events.ts";
import { startServer } from "../../support/server_process.ts";
import { temporaryFolder } from "../../support/folders.ts";
import { until } from "../../support/until.ts";
import { startGuardedService, TOKEN } from "./support.ts";

/** A session of this is still under way when its streams have opened. */
const LONG = "CCO>>CC=O\n".repeat(5_000);

/** The text of a body up to its end, or to where it was cut. */
async function textUntilCut(response: Response | undefined): Promise<string> {
  let text = "";
  try {
    for await (const piece of response?.body?.pipeThrough(new TextDecoderStream()) ?? []) text += piece;
  } catch {
    // The server cuts a stream that ends before its log.
  }
  return text;
}

Deno.test("A token that leaves the file is refused, its open streams are told and cut, and those of others go on", async () => {
  await using service = await startGuardedService();
  const id = await service.createAs(TOKEN.alice, LONG);
  const [ends, goesOn] = await Promise.all(
    [TOKEN.reader, TOKEN.alice].map((token) => service.ask(token, `/sessions/${id}/stream`)),
  );
  const tokens: readonly { readonly name: string }[] = JSON.parse(
    await Deno.readTextFile(service.tokensFile),
  );
  const others = tokens.filter(({ name }) => name !== "reader");
  const newcomer = { name: "newcomer", token: "newcomer-token-0123456789", scopes: ["read"] };
  await Deno.writeTextFile(service.tokensFile, JSON.stringify([...others, newcomer]));
  assertStringIncludes(await textUntilCut(ends), '\nevent: goodbye\ndata: {"reason":"revoked",');
  assertEquals(await service.outcome(TOKEN.reader, `/sessions/${id}/stream`), [401, "token_invalid"]);
  assertEquals(await service.outcome(newcomer.token, "/sessions"), [200, null]);
  assertEquals(await service.outcome(TOKEN.alice, `/sessions/${id}/cancel`, { method: "POST" }), [200, null]);
  const { data } = parseEvents(await textUntilCut(goesOn));
  assertEquals(data.at(-1), '{"_type":"completion","status":"cancelled"}');
});

Deno.test(
  {
    name:
      "SIGHUP has the tokens read again, a file that cannot be used changes nothing, and no other signal ends the server by surprise",
    ignore: Deno.build.os === "windows",
  },
  async () => {
    await using folder = await temporaryFolder();
    const path = `${folder.path}/tokens.json`;
    const write = (names: readonly string[]) =>
      Deno.writeTextFile(
        path,
        JSON.stringify(names.map((name) => ({ name, token: `${name}-token-0123456789`, scopes: ["read"] }))),
      );
    await write(["first"]);
    await using server = await startServer({ data: folder.path, args: ["--tokens", path] });
    const status = async (name: string) => {
      const headers = { Authorization: `Bearer ${name}-token-0123456789` };
      const response = await fetch(`${server.url}/sessions`, { headers });
      await response.body?.cancel();
      return response.status;
    };
    assertEquals([await status("first"), await status("second")], [200, 401]);
    for (const signal of ["SIGUSR1", "SIGUSR2"] as const) Deno.kill(server.pid, signal);
    await write(["second"]);
    Deno.kill(server.pid, "SIGHUP");
    await until(() => status("second"), { is: (seen) => seen === 200 });
    assertEquals(await status("first"), 401);
    await Deno.writeTextFile(path, "[");
    Deno.kill(server.pid, "SIGHUP");
    await server.said(/could not be read again.*it is not JSON/);
    assertEquals(await status("second"), 200);
    assertEquals((await server.end("SIGQUIT")).code, 0);
  },
);
