/** Serves the page and its assets from the `static` folder (inside the executable, when compiled). */
import type { Context, Hono } from "hono";
import { etag } from "hono/etag";
import { STAGE_TABLE, STAGES } from "../../stages.ts";
import { HttpProblem } from "../problem.ts";

const STATIC = new URL("../../../static/", import.meta.url);

const TYPES: ReadonlyMap<string, string> = new Map([
  ["html", "text/html; charset=utf-8"],
  ["css", "text/css; charset=utf-8"],
  ["js", "text/javascript; charset=utf-8"],
  ["json", "application/json; charset=utf-8"],
  ["svg", "image/svg+xml; charset=utf-8"],
  ["png", "image/png"],
  ["txt", "text/plain; charset=utf-8"],
  ["md", "text/markdown; charset=utf-8"],
  ["csv", "text/csv; charset=utf-8"],
  ["smi", "chemical/x-daylight-smiles; charset=utf-8"],
  ["rsmi", "chemical/x-daylight-smiles; charset=utf-8"],
  ["rdf", "chemical/x-mdl-rdfile; charset=utf-8"],
  ["rxn", "chemical/x-mdl-rxnfile; charset=utf-8"],
]);

/** Only the page's own script files, none created from strings (Trusted Types), and no connections to other origins. */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");

/** The table of stages for the page, so that the page needs no list of its own. */
const STAGE_ROWS = STAGES.map((name) => {
  const { init, update, heading, phrase } = STAGE_TABLE[name];
  return { name, init, update, heading, phrase };
});

export function mountStaticFiles(app: Hono): void {
  const tagged = etag();
  app.get("/", tagged, (c) => file(c, "index.html"));
  app.get("/test_sse.html", tagged, (c) => file(c, "index.html"));
  app.get("/favicon.ico", tagged, (c) => file(c, "favicon.svg"));
  app.get("/static/stages.json", tagged, (c) => c.json(STAGE_ROWS, 200, { "Cache-Control": "no-cache" }));
  app.get("/static/*", tagged, (c) => file(c, c.req.path.slice("/static/".length)));
}

async function file(c: Context, path: string): Promise<Response> {
  const type = TYPES.get(path.split(".").at(-1) ?? "");
  const notFound = new HttpProblem(404, "not_found", `There is no file "${path.slice(0, 100)}"`);
  // Plain names only: no parent folders, nothing encoded or hidden, nothing longer than a file system allows.
  if (type === undefined || path.length > 200 || !/^[\w-]+(\/[\w-]+)*(\.[\w-]+)+$/.test(path)) throw notFound;
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = await Deno.readFile(new URL(path, STATIC));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) throw notFound;
    throw error;
  }
  return c.body(bytes, 200, {
    "Content-Type": type,
    "Cache-Control": "no-cache",
    ...(type.startsWith("text/html") ? { "Content-Security-Policy": PAGE_POLICY } : {}),
  });
}
