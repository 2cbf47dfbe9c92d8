/** The whole service with a synthetic agent, as a server of the bench. */
import type { PeerServer, PeerStream, PublishOrder } from "./peer_server.ts";
import { BenchProcess, SERVER_CORE } from "../support/processes.ts";
import type { HeldMemory, SyntheticLoad, SyntheticPhase } from "./synthetic_server.ts";

/** Events that the agent yields at once when it goes as fast as it can. */
const GROUP = 16;
/** The part of an event's frame that is not its filling text, in bytes. */
const FRAME_REST = 210;

export interface OurServer extends PeerServer {
  /** A session of several phases; each `publish` opens its next gate. */
  session(load: SyntheticLoad): Promise<PeerStream>;
  /** When the events since the last gate were committed: first number, count, milliseconds since 1970. */
  commits(): Promise<readonly (readonly [firstId: number, count: number, at: number])[]>;
  memory(): Promise<HeldMemory>;
}

/** As fast as the log accepts them if there is no rate. */
export function phaseOf({ events, rate }: Pick<PublishOrder, "events" | "rate">): SyntheticPhase {
  return { events, group: rate === 0 ? GROUP : 1, rate };
}

/** Length of the filling text that makes frames of this length, in bytes. */
export function fillOf(frameBytes: number): number {
  return frameBytes - FRAME_REST;
}

/** Resolves when it serves; `options` are those of `rxnstream serve`. */
export async function startOurs(...options: readonly string[]): Promise<OurServer> {
  const folder = await Deno.makeTempDir({ prefix: "rxnstream-bench-" });
  const process = new BenchProcess(new URL("./synthetic_server.ts", import.meta.url).pathname, [
    ...["--data", folder, "--write-deadline", "3600"],
    ...options,
  ], { core: SERVER_CORE, program: [Deno.execPath(), "run", "-A", "--v8-flags=--expose-gc"] });
  const url = await process.line();

  async function session(load: SyntheticLoad): Promise<PeerStream> {
    const response = await fetch(`${url}/sessions`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ query: JSON.stringify(load) }),
    });
    const { session_id } = await response.json();
    const address = `${url}/sessions/${session_id}`;
    return {
      url: `${address}/stream`,
      publish: () => process.write("go"),
      async [Symbol.asyncDispose]() {
        await (await fetch(address, { method: "DELETE" })).body?.cancel();
      },
    };
  }

  async function asked<Answer>(question: string): Promise<Answer> {
    await process.write(question);
    return JSON.parse(await process.line());
  }

  return {
    name: "rxnstream",
    ordered: true,
    pid: process.pid,
    session,
    stream: (order) => session({ bytes: fillOf(order.frameBytes), phases: [phaseOf(order)] }),
    commits: () => asked("commits"),
    memory: () => asked("memory"),
    async [Symbol.asyncDispose]() {
      await process[Symbol.asyncDispose]();
      await Deno.remove(folder, { recursive: true });
    },
  };
}
