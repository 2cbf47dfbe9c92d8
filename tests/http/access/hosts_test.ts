import { assertEquals, assertStringIncludes } from "@std/assert";
import { Hono } from "hono";
import { refuseOtherHosts } from "../../../src/http/access/hosts.ts";
import { HttpProblem, problemResponse } from "../../../src/http/problem.ts";
import { startTestService } from "../../support/service.ts";

/** The first line and the text of the answer to a request with this `Host`. */
async function answer(
  url: string,
  host: string,
  path = "/sessions",
): Promise<{ line: string; text: string }> {
  const { hostname, port } = new URL(url);
  const socket = await Deno.connect({ hostname, port: Number(port) });
  await socket.write(
    new TextEncoder().encode(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`),
  );
  const text = await new Response(socket.readable).text();
  return { line: text.split("\r\n", 1)[0] ?? "", text };
}

Deno.test("On loopback only the server's own names are answered, so that another site's name cannot reach it", async () => {
  await using service = await startTestService({ "allowed-hosts": "lab.example, proxy:8443" });
  const { port } = new URL(service.url);
  for (
    const host of [
      "localhost",
      `localhost:${port}`,
      "LOCALHOST:1",
      "127.0.0.1",
      "[::1]:80",
      "lab.example",
      "lab.example:1",
      "proxy:8443",
    ]
  ) {
    assertEquals([host, (await answer(service.url, host)).line], [host, "HTTP/1.1 200 OK"]);
  }
  for (
    const host of [
      "evil.example",
      `evil.example:${port}`,
      "localhost.evil.example",
      "127.0.0.1.evil.example",
      "lab.example.evil",
      "proxy",
      "proxy:80",
      "192.0.2.1",
    ]
  ) {
    for (const path of ["/sessions", "/", "/readyz", "/nothing"]) {
      const { line, text } = await answer(service.url, host, path);
      assertEquals([host, path, line.split(" ")[1]], [host, path, "421"]);
      assertStringIncludes(text, '"code":"host_unknown"');
    }
  }
});

Deno.test("Off loopback every name is answered, unless some are allowed", async () => {
  const status = async (host: string, allowedHosts: readonly string[], asked: string) => {
    const app = new Hono();
    app.use(refuseOtherHosts({ host, allowedHosts }));
    app.get("/", (c) => c.text("here"));
    app.onError((error, c) => problemResponse(c, error as HttpProblem));
    return (await app.request("/", { headers: { Host: asked } })).status;
  };
  assertEquals(await status("0.0.0.0", [], "anything"), 200);
  assertEquals(await status("0.0.0.0", ["lab.example"], "anything"), 421);
  assertEquals(await status("0.0.0.0", ["lab.example"], "lab.example"), 200);
  assertEquals(await status("127.0.0.1", ["*"], "anything"), 200);
  assertEquals(await status("127.1.2.3", [], "127.1.2.3:8000"), 200);
  assertEquals(await status("::1", [], "[::1]:8000"), 200);
});
