/**
 * The EventSource classes of packages made for Node, under Node: `node_client.mjs STREAM MODULE`. Under Deno, undici's does not
 * reconnect after a body that breaks off, and launchdarkly-eventsource reports time-outs that nobody has set.
 */
import process from "node:process";

const [, , stream, module] = process.argv;
const { EventSource } = (await import(module)).default;
// Options for launchdarkly-eventsource to reconnect after every error; undici ignores them.
const source = new EventSource(stream, { errorFilter: () => true, initialRetryDelayMillis: 200 });
source.onmessage = ({ lastEventId, data }) => {
  process.stdout.write(`${JSON.stringify({ id: lastEventId ?? "", data })}\n`, () => {
    if (data.startsWith('{"_type":"completion"')) process.exit(0);
  });
};
source.onerror = () => {};
// Between two attempts there is only a timer that does not keep the process alive.
setInterval(() => {}, 60_000);
