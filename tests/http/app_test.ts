import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { startTestService } from "../support/service.ts";

Deno.test("The page, its parts and the old address of the test page are served with their types", async () => {
  await using service = await startTestService();
  const page = await fetch(service.url);
  const html = await page.text();
  assertEquals([page.status, page.headers.get("Content-Type")], [200, "text/html; charset=utf-8"]);
  assertStringIncludes(page.headers.get("Content-Security-Policy") ?? "", "script-src 'self'");
  assertEquals(await (await fetch(`${service.url}/test_sse.html`)).text(), html);
  const parts = [...html.matchAll(/(?:src|href)="(\/static\/[^"]+)"/g)].map(([, path]) => path);
  assert(parts.length > 0);
  for (const path of parts) {
    const response = await fetch(`${service.url}${path}`);
    assertEquals([path, response.status], [path, 200]);
    await response.body?.cancel();
  }
  for (
    const path of [
      "/static/../deno.json",
      "/static/%2e%2e/deno.json",
      "/static/none.js",
      "/static/",
      "/nothing",
    ]
  ) {
    const response = await fetch(`${service.url}${path}`);
    assertEquals([path, response.status, (await response.json()).code], [path, 404, "not_found"]);
  }
});

Deno.test("Answers can be read by pages of this machine, and by others only if they are allowed", async () => {
  await using service = await startTestService({ "allowed-origins": "https://lab.example" });
  const allowed = async (origin: string) => {
    const response = await fetch(`${service.url}/sessions`, { headers: { Origin: origin } });
    await response.body?.cancel();
    return response.headers.get("Access-Control-Allow-Origin");
  };
  for (const origin of ["http://localhost:5173", "http://127.0.0.1:8080", "https://lab.example"]) {
    assertEquals(await allowed(origin), origin);
  }
  for (const origin of ["https://evil.example", "http://localhost.evil.example", "null"]) {
    assertEquals(await allowed(origin), null);
  }
  const preflight = await fetch(`${service.url}/sessions/x/stream`, {
    method: "OPTIONS",
    headers: { Origin: "http://localhost:5173", "Access-Control-Request-Method": "GET" },
  });
  assertEquals([preflight.status, preflight.headers.get("Access-Control-Allow-Methods")], [
    204,
    "GET,HEAD,POST,DELETE",
  ]);
});

Deno.test("The server says that it lives and that it is ready, with what its chemistry does", async () => {
  await using service = await startTestService();
  assertEquals((await (await fetch(`${service.url}/healthz`)).json()).status, "ok");
  const ready = await fetch(`${service.url}/readyz`);
  const { status, problems, sessions } = await ready.json();
  assertEquals([ready.status, status, problems, sessions], [200, "ready", [], { running: 0, queued: 0 }]);
});

Deno.test("The OpenAPI document describes every route, and no other", async () => {
  await using service = await startTestService();
  const document = await (await fetch(`${service.url}/openapi.json`)).json();
  assertEquals(document.openapi, "3.1.0");
  const paths = Object.entries(document.paths as Record<string, object>);
  assertEquals(paths.length, 13);
  for (const [path, methods] of paths) {
    for (const method of ["get", "post", "delete"]) {
      const url = service.url + path.replace("{session_id}", crypto.randomUUID()).replace("{index}", "0");
      const response = await fetch(url, { method: method.toUpperCase() });
      const { code } = await response.json();
      assertEquals([path, method, code === "method_not_allowed"], [path, method, !(method in methods)]);
    }
  }
});
