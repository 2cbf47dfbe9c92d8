/**
 * The EventSource classes of packages that are made for Node, under Node: `node_client.mjs STREAM MODULE`. Under Deno undici's does not
 * come back after a body that breaks off, and launchdarkly-eventsource hears of time-outs that nobody has set.
 */
import process from "node:process";

const [, , stream, module] = process.argv;
const { EventSource } = (await import(module)).default;
// What launchdarkly-eventsource is told by its users, so that it comes back after every error; undici looks at none of it.
const source = new EventSource(stream, { errorFilter: () => true, initialRetryDelayMillis: 200 });
source.onmessage = ({ lastEventId, data }) => {
  process.stdout.write(`${JSON.stringify({ id: lastEventId ?? "", data })}\n`, () => {
    if (data.startsWith('{"_type":"completion"')) process.exit(0);
  });
};
source.onerror = () => {};
// Between two attempts there is nothing but a timer that keeps no process alive.
setInterval(() => {}, 60_000);
