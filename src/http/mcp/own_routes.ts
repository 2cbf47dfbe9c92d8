/** Asks other routes of this server for the caller of a tool, so that their access rules and limits hold for it. */
import type { Context } from "hono";
import type { HttpApp } from "../contract/routes.ts";
import { transportOf } from "../listener/transport.ts";

/** An answer of a route; `detail` says what is wrong if it is a problem. */
export type OwnAnswer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly status: number; readonly detail: string };

/** Headers that are about the request of the tool itself. */
const NOT_PASSED_ON = [
  "accept",
  "accept-encoding",
  "content-length",
  "content-type",
  "expect",
  "idempotency-key",
  "transfer-encoding",
];

export class OwnRoutes {
  readonly #app: HttpApp;
  readonly #c: Context;

  /** `c` is the request of the tool. */
  constructor(app: HttpApp, c: Context) {
    this.#app = app;
    this.#c = c;
  }

  async get(path: string): Promise<OwnAnswer> {
    return await this.#ask(path, "GET", null);
  }

  async post(path: string, body: object | null = null): Promise<OwnAnswer> {
    return await this.#ask(path, "POST", body);
  }

  async #ask(path: string, method: string, body: object | null): Promise<OwnAnswer> {
    const bytes = body === null ? new Uint8Array() : new TextEncoder().encode(JSON.stringify(body));
    const headers = new Headers(this.#c.req.raw.headers);
    for (const name of NOT_PASSED_ON) headers.delete(name);
    headers.set("Accept", "application/json");
    if (body !== null) {
      headers.set("Content-Type", "application/json");
      headers.set("Content-Length", String(bytes.length));
    }
    const transport = {
      ...transportOf(this.#c),
      async *requestBody() {
        if (bytes.length > 0) yield await Promise.resolve(bytes);
      },
    };
    const request = new Request(new URL(path, this.#c.req.url), { method, headers });
    const response = await this.#app.fetch(request, transport);
    const text = await response.text();
    if (response.ok) return { ok: true, value: JSON.parse(text) };
    return { ok: false, status: response.status, detail: detailOf(text) };
  }
}

function detailOf(text: string): string {
  try {
    const { detail, title } = JSON.parse(text) as { readonly detail?: string; readonly title?: string };
    return detail ?? title ?? "It was refused";
  } catch {
    return "It was refused";
  }
}
