import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { PROBLEMS } from "../../../src/http/problem_codes.ts";
import { temporaryFolder } from "../../support/folders.ts";
import { startTestService } from "../../support/service.ts";

const BROWSER = { Accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8" };

async function documentNames(): Promise<readonly string[]> {
  const files = await Array.fromAsync(Deno.readDir(new URL("../../../static/docs/", import.meta.url)));
  return files.map(({ name }) => name.replace(/\.md$/, "")).sort();
}

Deno.test("Every document is a page under the page's policy, and the overview leads to all of them", async () => {
  await using service = await startTestService();
  const overview = await (await fetch(`${service.url}/docs`)).text();
  const start = await fetch(service.url);
  await start.body?.cancel();
  const policy = start.headers.get("Content-Security-Policy");
  for (const name of await documentNames()) {
    assertStringIncludes(overview, `href="/docs/${name}"`);
    const response = await fetch(`${service.url}/docs/${name}`);
    const html = await response.text();
    assertEquals([name, response.status, response.headers.get("Content-Type")], [
      name,
      200,
      "text/html; charset=utf-8",
    ]);
    assertEquals(response.headers.get("Content-Security-Policy"), policy);
    assertMatch(html, /<h1 id="[^"]+">/);
    const forbidden = /<style|<script(?! type="module" src="\/static\/)|<[a-z]+ [^>]*\b(?:style|on\w+)=/;
    assertEquals(forbidden.exec(html)?.[0], undefined);
  }
});

Deno.test("A document that has not changed is not sent again", async () => {
  await using service = await startTestService();
  for (const path of ["/docs", "/docs/events", "/docs/api"]) {
    const first = await fetch(service.url + path);
    await first.body?.cancel();
    const tag = first.headers.get("ETag") ?? "";
    assertMatch(tag, /^(W\/)?"[^"]+"$/);
    const again = await fetch(service.url + path, { headers: { "If-None-Match": tag } });
    assertEquals([path, again.status, await again.text()], [path, 304, ""]);
    const head = await fetch(service.url + path, { method: "HEAD" });
    assertEquals([head.status, await head.text()], [200, ""]);
  }
});

Deno.test("Every link within the documents leads to something, anchors included", async () => {
  await using service = await startTestService();
  const pages = new Map<string, string>();
  const read = async (path: string) => {
    const known = pages.get(path);
    if (known !== undefined) return known;
    const response = await fetch(service.url + path);
    const text = response.ok ? await response.text() : (await response.body?.cancel(), "");
    pages.set(path, text);
    return text;
  };
  const wrong: string[] = [];
  for (const from of ["/docs", "/docs/api", ...(await documentNames()).map((name) => `/docs/${name}`)]) {
    for (const [, href = ""] of (await read(from)).matchAll(/ href="([^"]*)"/g)) {
      const { origin, pathname, hash } = new URL(href, service.url + from);
      if (origin !== service.url) continue;
      const target = await read(pathname);
      if (target === "" || hash !== "" && !target.includes(` id="${hash.slice(1)}"`)) {
        wrong.push(`${from}: ${href}`);
      }
    }
  }
  assertEquals(wrong, []);
});

Deno.test("The reference has every operation, schema and parameter of the OpenAPI document, and every problem code", async () => {
  await using service = await startTestService();
  const html = await (await fetch(`${service.url}/docs/api`)).text();
  const { paths, components } = await (await fetch(`${service.url}/openapi.json`)).json();
  let operations = 0;
  for (const [path, item] of Object.entries<Record<string, { parameters?: { name: string }[] }>>(paths)) {
    for (const [method, { parameters = [] }] of Object.entries(item)) {
      if (!/^(get|post|put|patch|delete)$/.test(method)) continue;
      operations++;
      assertStringIncludes(html, `<span class="method">${method.toUpperCase()}</span> <code>${path}</code>`);
      for (const { name } of parameters) assertStringIncludes(html, `<code>${name}</code>`);
    }
  }
  assert(operations > 20);
  assertEquals(html.match(/class="method"/g)?.length, operations);
  for (const name of Object.keys(components.schemas)) assertStringIncludes(html, `id="schema-${name}"`);
  for (const code of Object.keys(PROBLEMS)) assertStringIncludes(html, `id="problem-${code}"`);
});

Deno.test("The documents and the reference can be read without a token", async () => {
  await using folder = await temporaryFolder();
  const secret = `${folder.path}/secret`;
  await Deno.writeTextFile(secret, "a secret of at least thirty-two bytes");
  await using service = await startTestService({ "jwt-secret-file": secret });
  for (const path of ["/docs", "/docs/events", "/docs/api"]) {
    const response = await fetch(service.url + path);
    await response.body?.cancel();
    assertEquals([path, response.status], [path, 200]);
  }
  const guarded = await fetch(`${service.url}/sessions`);
  assertEquals([guarded.status, (await guarded.json()).code], [401, "token_required"]);
});

Deno.test("An unknown address answers a person with a page and a program with a problem", async () => {
  await using service = await startTestService();
  for (
    const path of ["/nothing", "/docs/nothing", "/static/nothing.js", `/sessions/${crypto.randomUUID()}`]
  ) {
    const page = await fetch(service.url + path, { headers: BROWSER });
    const html = await page.text();
    assertEquals([path, page.status, page.headers.get("Content-Type")], [
      path,
      404,
      "text/html; charset=utf-8",
    ]);
    assertStringIncludes(page.headers.get("Content-Security-Policy") ?? "", "script-src 'self'");
    assertStringIncludes(html, 'href="/docs"');
    for (
      const accept of [
        "*/*",
        "application/json",
        "text/event-stream",
        "text/html;q=0.1, application/problem+json",
      ]
    ) {
      const problem = await fetch(service.url + path, { headers: { Accept: accept } });
      const { status, instance } = await problem.json();
      assertEquals([accept, problem.headers.get("Content-Type")], [accept, "application/problem+json"]);
      assertEquals([status, instance], [404, path]);
    }
  }
  const posted = await fetch(`${service.url}/nothing`, { method: "POST", headers: BROWSER });
  assertEquals([posted.status, (await posted.json()).code], [404, "not_found"]);
});

Deno.test("An unknown address is shown on the page as text", async () => {
  await using service = await startTestService();
  const response = await fetch(`${service.url}/%3Cimg%20src=x%20onerror=alert(1)%3E`, { headers: BROWSER });
  const html = await response.text();
  assertEquals(response.status, 404);
  assert(!html.includes("<img src=x"));
});
