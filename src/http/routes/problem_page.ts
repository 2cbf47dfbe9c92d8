/** The page that a person sees when opening a URL that leads nowhere; it has the status of the problem. */
import type { Context } from "hono";
import { html } from "hono/html";
import { renderPage } from "../docs/doc_page.ts";
import { type HttpProblem, problemBody, problemResponse } from "../problem.ts";
import { prefersMediaType } from "../accept.ts";
import { PAGE_POLICY } from "./static_files.ts";

/** Statuses of URLs that a person may have mistyped or found in an old link. */
const FOR_PEOPLE: ReadonlySet<number> = new Set([401, 403, 404]);

/** The response to `problem`: a page for browsers that open such a URL, problem+json for all other clients. */
export async function problemAnswer(c: Context, problem: HttpProblem): Promise<Response> {
  const isVisit = c.req.method === "GET" || c.req.method === "HEAD";
  if (!isVisit || !FOR_PEOPLE.has(problem.status)) return problemResponse(c, problem);
  if (!prefersMediaType(c, "text/html", "application/problem+json")) return problemResponse(c, problem);
  const { title, detail } = problemBody(problem);
  const content = html`
    <h1>${title}</h1>
    <p>${detail}.</p>
    <p><a class="button" href="/">Start page</a> <a class="button" href="/docs">Documentation</a></p>
  `;
  const page = await renderPage({ title, href: c.req.path, links: [], headings: [], content });
  return c.body(page, problem.status, {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Content-Security-Policy": PAGE_POLICY,
    ...problem.headers,
  });
}
