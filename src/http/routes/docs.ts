/** `/docs`: the documents of `static/docs` as pages, and an API reference made from the OpenAPI document. */
import type { Context } from "hono";
import { etag } from "hono/etag";
import { html, raw } from "hono/html";
import type { HttpApp } from "../contract/routes.ts";
import type { OpenapiDocument } from "../docs/api_reference.ts";
import { type DocLink, renderPage } from "../docs/doc_page.ts";
import { HttpProblem } from "../problem.ts";
import { PAGE_POLICY } from "./static_files.ts";

/** The documents in navigation order, with their titles there. */
const DOCUMENTS: Readonly<Record<string, string>> = {
  http: "HTTP",
  events: "Events",
  clients: "Clients",
  files: "Files",
  chemistry: "Chemistry",
  llm: "Language models",
  operate: "Operate",
  proxies: "Behind a proxy",
  changelog: "Changelog",
};
const LINKS: readonly DocLink[] = [
  { href: "/docs", title: "Overview" },
  ...Object.entries(DOCUMENTS).map(([name, title]) => ({ href: `/docs/${name}`, title })),
  { href: "/docs/api", title: "API reference" },
];
const FOLDER = new URL("../../../static/docs/", import.meta.url);

/** Mounts the pages; `openapi` returns the document that `/openapi.json` serves. */
export function mountDocs(app: HttpApp, openapi: () => OpenapiDocument): void {
  const tagged = etag();
  const pages = new Map<string, Promise<string>>();
  const answer = async (c: Context, href: string, render: () => Promise<string>) => {
    let page = pages.get(href);
    if (page === undefined) {
      page = render();
      pages.set(href, page);
      // A failed read may succeed later.
      page.catch(() => pages.delete(href));
    }
    return c.body(await page, 200, {
      "Content-Type": "text/html; charset=utf-8",
      "Cache-Control": "no-cache",
      "Content-Security-Policy": PAGE_POLICY,
    });
  };
  app.get("/docs", tagged, (c) => answer(c, "/docs", overview));
  app.get("/docs/", (c) => c.redirect("/docs", 301));
  app.get("/docs/api", tagged, (c) => answer(c, "/docs/api", () => reference(openapi())));
  app.get("/docs/:name", tagged, (c) => {
    const name = c.req.param("name") ?? "";
    if (!Object.hasOwn(DOCUMENTS, name)) {
      throw new HttpProblem(404, "not_found", `There is no document "${name.slice(0, 100)}"`);
    }
    return answer(c, `/docs/${name}`, () => documentPage(name));
  });
}

// The renderer is loaded with the first page, because it would slow down every start.
async function rendered(name: string) {
  const { renderMarkdown } = await import("../docs/markdown.ts");
  return renderMarkdown(await Deno.readTextFile(new URL(`${name}.md`, FOLDER)));
}

async function documentPage(name: string): Promise<string> {
  const { title, headings, html: content } = await rendered(name);
  return await renderPage({ title, href: `/docs/${name}`, links: LINKS, headings, content: raw(content) });
}

async function reference(openapi: OpenapiDocument): Promise<string> {
  const { apiReference } = await import("../docs/api_reference.ts");
  const { headings, content } = apiReference(openapi);
  return await renderPage({ title: "API reference", href: "/docs/api", links: LINKS, headings, content });
}

async function overview(): Promise<string> {
  const entries = await Promise.all(
    Object.keys(DOCUMENTS).map(async (name) => ({ name, ...await rendered(name) })),
  );
  const content = html`
    <h1>Documentation</h1>
    <p>
          rxnstream finds chemical reactions in a text or file, works each of them out, and streams every step as server-sent
          events.
        </p>
    <dl
      class="overview">${entries.map(({ name, title, summary }) =>
        html`
          <dt><a href="/docs/${name}">${title}</a></dt>
          <dd>${summary}</dd>
        `
      )}<dt><a href="/docs/api">API reference</a></dt><dd>Every operation with its parameters, answers and schemas.</dd></dl>
  `;
  return await renderPage({ title: "Documentation", href: "/docs", links: LINKS, headings: [], content });
}
