/**
 * The service with the agent `published`, as a process: arguments are the data folder, the port, the seconds between
 * keep-alive comments and the allowed origin. It also has a second address over which texts are published:
 * `POST /publish/{query}` with a JSON array, `POST /end/{query}`.
 */
import { deadline } from "@std/async";
import type { ServiceAgent } from "../../../src/agent/service_agent.ts";
import { startService } from "../../../src/cli/serve.ts";
import { readServeConfig } from "../../../src/config/read_config.ts";
import { textOf } from "../../../src/encoding/text_pieces.ts";

/** Texts published for a query and not yet yielded. */
class Publications {
  readonly #items: string[] = [];
  #ended = false;
  #more = Promise.withResolvers<void>();

  publish(items: readonly string[]): void {
    for (const item of items) this.#items.push(item);
    this.#wake();
  }

  end(): void {
    this.#ended = true;
    this.#wake();
  }

  /** The next texts; undefined at the end. */
  async next(signal: AbortSignal): Promise<readonly string[] | undefined> {
    const aborted = Promise.withResolvers<void>();
    signal.addEventListener("abort", () => aborted.resolve(), { once: true });
    while (this.#items.length === 0) {
      signal.throwIfAborted();
      if (this.#ended) return undefined;
      await Promise.race([this.#more.promise, aborted.promise]);
    }
    return this.#items.splice(0);
  }

  #wake(): void {
    this.#more.resolve();
    this.#more = Promise.withResolvers();
  }
}

const publications = new Map<string, Publications>();

function publicationsOf(query: string): Publications {
  const there = publications.get(query) ?? new Publications();
  publications.set(query, there);
  return there;
}

/** Yields each text as an event of its own. */
const published: ServiceAgent = {
  name: "published",
  async *run(task, { signal }) {
    const source = publicationsOf(textOf((await task()).query.text));
    for (let items = await source.next(signal); items !== undefined; items = await source.next(signal)) {
      for (const message of items) {
        signal.throwIfAborted();
        yield [{ type: "data", message, aux: { info_type: "published" } }];
      }
    }
  },
};

const [data = "", port = "", keepAlive = "", origin = ""] = Deno.args;
const service = await startService(
  readServeConfig({
    data,
    port,
    "keep-alive": keepAlive,
    "allowed-origins": origin,
    "max-running": "1000",
    "log-level": "error",
    processes: "1",
  }),
  { adapt: (parts) => ({ ...parts, agents: [published] }) },
);
const controls = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
  const [, action, query = ""] = new URL(request.url).pathname.split("/");
  if (action === "publish") publicationsOf(query).publish(await request.json());
  else if (action === "end") publicationsOf(query).end();
  else return new Response(null, { status: 404 });
  return new Response(null, { status: 204 });
});
const said = JSON.stringify({ url: service.url, control: `http://127.0.0.1:${controls.addr.port}` });
const stopped = Promise.withResolvers<void>();
Deno.addSignalListener("SIGTERM", () => stopped.resolve());
await Deno.stdout.write(new TextEncoder().encode(`${said}\n`));
await stopped.promise;
// Stops as `rxnstream serve` does.
await deadline(service.stop(), 4_500).catch(() => {});
Deno.exit(0);
