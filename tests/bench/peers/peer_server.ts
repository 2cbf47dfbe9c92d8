/** The interface of every server in the bench, ours and its peers, so that all are measured in the same way. */
import { BenchProcess, type BenchProcessOptions, SERVER_CORE } from "../support/processes.ts";

/** The events to be published to one stream. */
export interface PublishOrder {
  readonly events: number;
  /** Length of an event as it is sent, in bytes. */
  readonly frameBytes: number;
  /** Events per second; 0 is as fast as the server accepts them. */
  readonly rate: number;
}

/** A new, empty stream. */
export interface PeerStream extends AsyncDisposable {
  readonly url: string;
  /** Begins to publish; resolves when that has begun, or later. */
  publish(): Promise<void>;
}

export interface PeerServer extends AsyncDisposable {
  readonly name: string;
  /** False if several publish at once, so that the events' numbers arrive in a different order from that in which they were given. */
  readonly ordered: boolean;
  /** The process that serves. */
  readonly pid: number;
  stream(order: PublishOrder): Promise<PeerStream>;
}

/**
 * A server in this folder: it prints its address. The line "new" on its input begins a new history, which it answers with a line;
 * for every other line, the JSON of a `PublishOrder`, it publishes to all connected clients.
 */
export async function startPeer(
  name: string,
  path: string,
  args: readonly string[],
  options: BenchProcessOptions = {},
): Promise<PeerServer> {
  const process = new BenchProcess(path, args, { core: SERVER_CORE, ...options });
  const url = await process.line();
  return {
    name,
    ordered: true,
    pid: process.pid,
    async stream(order) {
      await process.write("new");
      await process.line();
      return {
        url,
        publish: () => process.write(JSON.stringify(order)),
        [Symbol.asyncDispose]: () => Promise.resolve(),
      };
    },
    [Symbol.asyncDispose]: () => process[Symbol.asyncDispose](),
  };
}
