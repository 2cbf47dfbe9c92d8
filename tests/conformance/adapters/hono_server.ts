/** The server of the adapter `hono`; arguments are the port and the allowed origin. */
import { Hono } from "hono";
import { cors } from "hono/cors";
import { streamSSE } from "hono/streaming";

interface Log {
  readonly items: string[];
  ended: boolean;
  clients: number;
  /** Resolves with the next change. */
  changed: PromiseWithResolvers<void>;
}

const logs = new Map<string, Log>();

function wake(log: Log): void {
  log.changed.resolve();
  log.changed = Promise.withResolvers();
}

const [port = "", origin = ""] = Deno.args;

const app = new Hono();
app.use(cors({ origin }));
app.get("/streams/:stream", (c) => {
  const log = logs.get(c.req.param("stream"));
  if (log === undefined) return c.notFound();
  let at = Number(c.req.header("Last-Event-ID") || 0);
  if (log.ended && at === log.items.length) return c.body(null, 204);
  return streamSSE(c, async (stream) => {
    log.clients++;
    const left = Promise.withResolvers<void>();
    stream.onAbort(() => {
      log.clients--;
      left.resolve();
    });
    while (!stream.aborted) {
      const item = log.items[at];
      if (item !== undefined) await stream.writeSSE({ id: String(++at), data: item });
      else if (log.ended) return;
      else await Promise.race([log.changed.promise, left.promise]);
    }
  });
});

const controls = new Hono();
controls.post("/create/:stream", (c) => {
  const log = { items: [], ended: false, clients: 0, changed: Promise.withResolvers<void>() };
  logs.set(c.req.param("stream"), log);
  return c.body(null, 204);
});
controls.post("/publish/:stream", async (c) => {
  const log = logs.get(c.req.param("stream"));
  if (log === undefined) return c.notFound();
  for (const item of await c.req.json()) log.items.push(item);
  wake(log);
  return c.body(null, 204);
});
controls.post("/end/:stream", (c) => {
  const log = logs.get(c.req.param("stream"));
  if (log === undefined) return c.notFound();
  log.ended = true;
  wake(log);
  return c.body(null, 204);
});
controls.get("/clients/:stream", (c) => c.json(logs.get(c.req.param("stream"))?.clients ?? 0));

const hostname = "127.0.0.1";
const server = Deno.serve({ hostname, port: Number(port), onListen() {} }, app.fetch);
const control = Deno.serve({ hostname, port: 0, onListen() {} }, controls.fetch);
// As Deno's documentation recommends stopping a server.
Deno.addSignalListener("SIGTERM", async () => {
  await Promise.all([server.shutdown(), control.shutdown()]);
  Deno.exit(0);
});
const said = JSON.stringify({
  url: `http://${hostname}:${server.addr.port}`,
  control: `http://${hostname}:${control.addr.port}`,
});
await Deno.stdout.write(new TextEncoder().encode(`${said}\n`));
