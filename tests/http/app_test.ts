import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { STAGE_TABLE, STAGES } from "../../src/stages.ts";
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
      `/static/${"x".repeat(300)}.js`,
      "/static/",
      "/nothing",
    ]
  ) {
    const response = await fetch(`${service.url}${path}`);
    assertEquals([path, response.status, (await response.json()).code], [path, 404, "not_found"]);
  }
});

Deno.test("Answers can be read by pages of this machine, and by other pages only if they are allowed", async () => {
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

Deno.test("A page of a foreign site cannot make a browser change anything; programs and the server's own pages can", async () => {
  await using service = await startTestService({ "allowed-origins": "https://lab.example" });
  const { host, origin } = new URL(service.url);
  const write = async (headers: Record<string, string>) => {
    const response = await fetch(`${service.url}/sessions`, {
      method: "POST",
      headers: { "Content-Type": "text/plain", ...headers },
      body: "CCO>>CC=O",
    });
    const { code = null } = await response.json();
    return [response.status, code];
  };
  const evil = "https://evil.example";
  const allowed: Record<string, string>[] = [
    {},
    { "Sec-Fetch-Site": "none" },
    { "Sec-Fetch-Site": "same-origin", Origin: "https://public.example" },
    { "Sec-Fetch-Site": "cross-site", Origin: "https://lab.example" },
    { "Sec-Fetch-Site": "cross-site", Origin: "http://localhost:5173" },
    { Origin: origin },
    { Origin: "http://192.0.2.7:8000", "X-Forwarded-Host": "192.0.2.7:8000" },
  ];
  for (const headers of allowed) assertEquals([headers, await write(headers)], [headers, [201, null]]);
  const refused: Record<string, string>[] = [
    { "Sec-Fetch-Site": "cross-site" },
    { "Sec-Fetch-Site": "cross-site", Origin: evil },
    { "Sec-Fetch-Site": "cross-site", Origin: "null" },
    { Origin: evil },
    { Origin: "null" },
    { Origin: `http://evil.${host}` },
  ];
  for (const headers of refused) {
    assertEquals([headers, await write(headers)], [headers, [403, "cross_site"]]);
  }
  const { items } = await (await fetch(`${service.url}/sessions`, { headers: { Origin: evil } })).json();
  assertEquals(items.length, allowed.length);
  for (const [method, path] of [["DELETE", ""], ["POST", "/cancel"], ["POST", "/resume"]] as const) {
    const response = await fetch(`${service.url}/sessions/${items[0].session_id}${path}`, {
      method,
      headers: { Origin: evil },
    });
    assertEquals([response.status, (await response.json()).code], [403, "cross_site"]);
  }
  for (const { session_id: id } of items) await service.finish(id);
});

Deno.test("A page of a foreign site cannot make a browser load anybody's data", async () => {
  await using service = await startTestService({ "allowed-origins": "https://lab.example" });
  const status = async (path: string, headers: Record<string, string>) => {
    const response = await fetch(service.url + path, { headers });
    const { code = null } = await response.json().catch(() => ({}));
    return [response.status, code];
  };
  const image = { "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image" };
  const frame = { "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe" };
  const script = { "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors", Origin: "https://evil.example" };
  for (const headers of [image, frame, script]) {
    for (
      const path of ["/sessions", "/auth/session", `/v1/stream/${crypto.randomUUID()}`, "/sessions/x/stream"]
    ) {
      assertEquals([path, ...await status(path, headers)], [path, 403, "cross_site"]);
    }
  }
  const visit = {
    "Sec-Fetch-Site": "cross-site",
    "Sec-Fetch-Mode": "navigate",
    "Sec-Fetch-Dest": "document",
  };
  const allowed = [visit, { ...script, Origin: "https://lab.example" }, {
    ...script,
    Origin: "http://localhost:5173",
  }];
  for (const headers of allowed) assertEquals(await status("/sessions", headers), [200, null]);
  assertEquals((await status("/", image))[0], 200);
});

Deno.test("Every answer forbids browsers to guess another type", async () => {
  await using service = await startTestService();
  const id = await service.create("CCO>>CC=O");
  await service.finish(id);
  for (const path of ["/", "/sessions", `/sessions/${id}/stream`, `/sessions/${id}/export.csv`, "/nothing"]) {
    const { headers, body } = await fetch(service.url + path);
    await body?.cancel();
    assertEquals(
      [headers.get("X-Content-Type-Options"), headers.get("Referrer-Policy"), headers.get("X-Frame-Options")],
      ["nosniff", "no-referrer", "DENY"],
    );
    assertStringIncludes(headers.get("Content-Security-Policy") ?? "", "default-src 'none'");
    assertStringIncludes(headers.get("Content-Security-Policy") ?? "", "frame-ancestors 'none'");
    assertEquals(headers.get("Cross-Origin-Resource-Policy"), "same-site");
  }
  const drawing = await fetch(`${service.url}/sessions/${id}/reactions/0/depiction.svg`);
  await drawing.body?.cancel();
  assertStringIncludes(drawing.headers.get("Content-Security-Policy") ?? "", "sandbox");
});

Deno.test("The parts of the page are revalidated, and sent only if they have changed", async () => {
  await using service = await startTestService();
  for (const path of ["/", "/static/js/main.js"]) {
    const first = await fetch(service.url + path);
    await first.body?.cancel();
    const tag = first.headers.get("ETag") ?? "";
    assertMatch(tag, /^"[0-9a-f]+"$/);
    const again = await fetch(service.url + path, { headers: { "If-None-Match": tag } });
    assertEquals([again.status, await again.text(), again.headers.get("Cache-Control")], [
      304,
      "",
      "no-cache",
    ]);
    assertEquals(again.headers.get("Content-Security-Policy"), null, "the browser keeps the one that it has");
    const changed = await fetch(service.url + path, { headers: { "If-None-Match": '"0"' } });
    await changed.body?.cancel();
    assertEquals(changed.status, 200);
  }
});

Deno.test("No cache keeps anything that changes from one moment to the next", async () => {
  await using service = await startTestService();
  const id = await service.create("CCO>>CC=O");
  await service.finish(id);
  const paths = [
    "",
    `/${id}`,
    `/${id}/streaming-status`,
    `/${id}/reactions`,
    `/${id}/reactions/0`,
    "/nobody",
  ];
  for (const path of paths) {
    const response = await fetch(`${service.url}/sessions${path}`);
    await response.body?.cancel();
    assertEquals([path, response.headers.get("Cache-Control")], [path, "no-store"]);
  }
});

Deno.test("The server says that it is alive and ready, and what its chemistry is doing", async () => {
  await using service = await startTestService();
  assertEquals((await (await fetch(`${service.url}/healthz`)).json()).status, "ok");
  const ready = await fetch(`${service.url}/readyz`);
  const { status, problems, sessions } = await ready.json();
  assertEquals([ready.status, status, problems, sessions], [200, "ready", [], { running: 0, queued: 0 }]);
});

Deno.test("On a described path, every undescribed method is answered with 405", async () => {
  await using service = await startTestService();
  const document = await (await fetch(`${service.url}/openapi.json`)).json();
  const paths = Object.entries(document.paths as Record<string, object>);
  for (const [path, methods] of paths) {
    for (const method of ["get", "post", "delete"]) {
      const url = service.url + path.replace("{session_id}", crypto.randomUUID()).replace("{index}", "0");
      const response = await fetch(url, { method: method.toUpperCase() });
      const { code = null } = await response.json().catch(() => ({}));
      assertEquals([path, method, code === "method_not_allowed"], [path, method, !(method in methods)]);
    }
  }
});

Deno.test("The page reads the stages from the server's own table", async () => {
  await using service = await startTestService();
  const response = await fetch(`${service.url}/static/stages.json`);
  assertEquals(response.headers.get("Content-Type"), "application/json");
  assertEquals(
    await response.json(),
    STAGES.map((name) => {
      const { init, update, heading, phrase } = STAGE_TABLE[name];
      return { name, init, update, heading, phrase };
    }),
  );
});
