/**
 * Servers written for the suite have the same control interface: `POST /create/{stream}`, `/publish/{stream}` with a JSON
 * array of texts, `/end/{stream}`, and `GET /clients/{stream}`. Readers find a stream at `/streams/{stream}`.
 */
import type { Target } from "../adapter.ts";
import { control, type ServerCommand, startProcess } from "./server_process.ts";

/** Starts a server that prints `{"url": …, "control": …}`. */
export async function startControlled(command: ServerCommand): Promise<Target> {
  const server = await startProcess(command);
  const { url = "", control: controls = "" } = server.said;
  return {
    async createStream() {
      const stream = crypto.randomUUID();
      await control(`${controls}/create/${stream}`);
      return stream;
    },
    async publish(stream, items) {
      await control(`${controls}/publish/${stream}`, { body: items });
    },
    async end(stream) {
      await control(`${controls}/end/${stream}`);
    },
    streamUrl: (stream) => `${url}/streams/${stream}`,
    clients: async (stream) => Number(await control(`${controls}/clients/${stream}`, { method: "GET" })),
    shut: (signal) => server.shut(signal),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
