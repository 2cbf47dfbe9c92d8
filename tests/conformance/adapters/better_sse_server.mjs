/** The server of the adapter `better-sse`, for Node; arguments are the port, the milliseconds between pings and the origin. */
import process from "node:process";

/** Imported by name, since they are not packages of this repository: they are next to the copy of this file that Node runs. */
const load = (name) => import(name);
const { createChannel, createEventBuffer, createSession } = await load("better-sse");
const { default: cors } = await load("cors");
const { default: express } = await load("express");

const [port, keepAlive, origin] = process.argv.slice(2);
/** By name: the channel of the listeners, and all items so far. */
const streams = new Map();

const app = express();
app.use(cors({ origin }));
app.get("/streams/:stream", async (req, res) => {
  const stream = streams.get(req.params.stream);
  if (stream === undefined) return void res.sendStatus(404);
  // The documentation's way to stop clients from reconnecting.
  const lastId = Number(req.get("Last-Event-ID") ?? req.query.lastEventId ?? 0);
  if (stream.ended && lastId === stream.items.length) return void res.status(204).end();
  const session = await createSession(req, res, { keepAlive: Number(keepAlive), state: { res } });
  const after = Number(session.lastId) || 0;
  const missed = createEventBuffer();
  for (const [index, item] of stream.items.entries()) {
    if (index >= after) missed.push(item, "message", String(index + 1));
  }
  await session.batch(missed);
  if (stream.ended) res.end();
  else stream.channel.register(session);
});

const controls = express();
controls.use(express.json({ limit: "100mb", type: () => true }));
controls.post("/create/:stream", (req, res) => {
  streams.set(req.params.stream, { channel: createChannel(), items: [], ended: false });
  res.sendStatus(204);
});
controls.post("/publish/:stream", (req, res) => {
  const { channel, items } = streams.get(req.params.stream);
  for (const item of req.body) {
    items.push(item);
    channel.broadcast(item, "message", { eventId: String(items.length) });
  }
  res.sendStatus(204);
});
controls.post("/end/:stream", (req, res) => {
  const stream = streams.get(req.params.stream);
  stream.ended = true;
  for (const session of stream.channel.activeSessions) session.state.res.end();
  res.sendStatus(204);
});
controls.get("/clients/:stream", (req, res) => {
  res.json(streams.get(req.params.stream)?.channel.sessionCount ?? 0);
});

const server = app.listen(Number(port), "127.0.0.1", () => {
  const control = controls.listen(0, "127.0.0.1", () => {
    const url = ({ port }) => `http://127.0.0.1:${port}`;
    process.stdout.write(
      `${JSON.stringify({ url: url(server.address()), control: url(control.address()) })}\n`,
    );
  });
});
process.on("SIGTERM", () => {
  for (const { channel } of streams.values()) {
    for (const session of channel.activeSessions) session.state.res.end();
  }
  server.close(() => process.exit(0));
  server.closeIdleConnections();
});
