/** rxnstream itself: the real service in its own process, with an agent that yields what is published to it. */
import { VERSION } from "../../../src/version.ts";
import type { Adapter, Target } from "../adapter.ts";
import { control, startProcess } from "./server_process.ts";

const ENTRY = new URL("./ours_server.ts", import.meta.url).href;

/** A handle names the session, for readers, and the query, for the agent. */
function parts(stream: string): { readonly session: string; readonly key: string } {
  const [session = "", key = ""] = stream.split("~");
  return { session, key };
}

export const adapter: Adapter = {
  name: "ours",
  product: `rxnstream ${VERSION}`,
  queryCursor: "last_event_id",
  malformedIds: ["x", "-1", "1.5", "1e3", "0x10", "01", "1 2"],
  idBeyond: (id) => String(Number(id) + 1),
  itemOf({ data }) {
    const event = JSON.parse(data);
    return event._type === "completion" ? undefined : event.message;
  },
  async wholeItem(streamUrl, { data }) {
    const { shortened } = JSON.parse(data).aux;
    if (shortened === undefined) return undefined;
    const { items: [whole] } = await (await fetch(new URL(shortened.whole, streamUrl))).json();
    return whole.data.message;
  },
  async start({ folder, port, heartbeatMs, allowedOrigin }): Promise<Target> {
    const args = [folder, String(port), String(heartbeatMs / 1_000), allowedOrigin];
    const server = await startProcess({
      command: Deno.execPath(),
      args: ["run", "--quiet", "-A", ENTRY, ...args],
    });
    const { url = "", control: controls = "" } = server.said;
    return {
      async createStream() {
        const key = crypto.randomUUID();
        const response = await fetch(`${url}/sessions`, {
          method: "POST",
          headers: { "Content-Type": "application/json" },
          body: JSON.stringify({ query: key }),
        });
        const { session_id: session } = await response.json();
        if (response.status !== 201) throw new Error(`POST /sessions is answered with ${response.status}`);
        return `${session}~${key}`;
      },
      async publish(stream, items) {
        await control(`${controls}/publish/${parts(stream).key}`, { body: items });
      },
      async end(stream) {
        await control(`${controls}/end/${parts(stream).key}`);
      },
      async remove(stream) {
        const { status } = await fetch(`${url}/sessions/${parts(stream).session}`, { method: "DELETE" });
        if (status !== 204) throw new Error(`DELETE is answered with ${status}`);
      },
      streamUrl: (stream) => `${url}/sessions/${parts(stream).session}/stream`,
      async clients(stream) {
        const response = await fetch(`${url}/sessions/${parts(stream).session}/streaming-status`);
        return (await response.json()).connections;
      },
      shut: (signal) => server.shut(signal),
      [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
    };
  },
};
