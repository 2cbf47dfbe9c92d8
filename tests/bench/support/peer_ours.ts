/** The whole service with a synthetic agent, as a server of the bench. */
import type { PeerServer } from "./peer_server.ts";
import { BenchProcess, SERVER_CORE } from "./processes.ts";
import type { SyntheticLoad } from "./synthetic_server.ts";

/** Events that the agent yields at once when it goes as fast as it can. */
const GROUP = 16;
/** What of an event's frame is not its filling text, in bytes. */
const FRAME_REST = 210;

export interface OurServer extends PeerServer {
  /** When the events of the latest session were committed: first number, how many, milliseconds since 1970. */
  commits(): Promise<readonly (readonly [firstId: number, count: number, at: number])[]>;
}

/** Resolves when it serves; `options` are those of `rxnstream serve`. */
export async function startOurs(...options: readonly string[]): Promise<OurServer> {
  const folder = await Deno.makeTempDir({ prefix: "rxnstream-bench-" });
  const process = new BenchProcess("./synthetic_server.ts", [
    ...["--data", folder, "--write-deadline", "3600"],
    ...options,
  ], { core: SERVER_CORE });
  const url = await process.line();
  return {
    name: "rxnstream",
    pid: process.pid,
    async stream({ events, frameBytes, rate }) {
      const load: SyntheticLoad = {
        bytes: frameBytes - FRAME_REST,
        phases: [{ events, group: rate === 0 ? GROUP : 1, rate }],
      };
      const response = await fetch(`${url}/sessions`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ query: JSON.stringify(load) }),
      });
      const { session_id } = await response.json();
      const session = `${url}/sessions/${session_id}`;
      return {
        url: `${session}/stream`,
        publish: () => process.write("go"),
        async [Symbol.asyncDispose]() {
          await (await fetch(session, { method: "DELETE" })).body?.cancel();
        },
      };
    },
    async commits() {
      await process.write("commits");
      return JSON.parse(await process.line());
    },
    async [Symbol.asyncDispose]() {
      await process[Symbol.asyncDispose]();
      await Deno.remove(folder, { recursive: true });
    },
  };
}
