/** A proxy on loopback between clients and a server: it passes TCP on, and disturbs it as networks and proxies do. */
import { delay } from "@std/async";
import { Tap } from "./tap.ts";

/** What happens to the bytes from the server on one connection. */
export interface Link {
  /** The connection is cut after this many; null for never. */
  readonly cutAfter: number | null;
  /** The delay of every piece, in milliseconds. */
  readonly delayMs: number;
  /** How long pieces are held back, up to 256 KiB, before they are passed on together, in milliseconds. */
  readonly holdMs: number;
  /** Pieces are split into parts of at most this many bytes; null passes them on as they come. */
  readonly splitBytes: number | null;
}

export const PLAIN_LINK: Link = { cutAfter: null, delayMs: 0, holdMs: 0, splitBytes: null };

const MOST_HELD = 256 * 1024;

export interface Proxy extends AsyncDisposable {
  /** Without a slash at the end. */
  readonly url: string;
  readonly tap: Tap;
  /** How often it has cut a connection. */
  readonly cuts: number;
  readonly connections: number;
  /** Cuts every open connection. */
  cutAll(): void;
}

/** Opens a proxy to the server at `target`, which may be away for a while. `nextLink` gives the properties of each new connection. */
export function openProxy(target: string, nextLink: () => Link): Proxy {
  const { hostname, port } = new URL(target);
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const tap = new Tap();
  const open = new Set<Deno.Conn>();
  const flows = new Set<Promise<void>>();
  let cuts = 0;
  let connections = 0;

  function close(connection: Deno.Conn): void {
    if (open.delete(connection)) connection.close();
  }

  async function join(near: Deno.Conn): Promise<void> {
    open.add(near);
    let far: Deno.Conn;
    try {
      far = await Deno.connect({ hostname, port: Number(port) });
    } catch {
      return close(near);
    }
    open.add(far);
    const ears = tap.listen();
    const both = [
      passOn(near, far, PLAIN_LINK, ears.request),
      passOn(far, near, nextLink(), ears.response).then((end) => end === "cut" && cuts++),
    ];
    // If one direction ends, both end.
    await Promise.race(both).catch(() => {});
    close(near);
    close(far);
    await Promise.allSettled(both);
  }

  async function accept(): Promise<void> {
    for await (const near of listener) {
      connections++;
      const flow = join(near);
      flows.add(flow);
      void flow.then(() => flows.delete(flow));
    }
  }
  const accepting = accept();
  return {
    url: `http://127.0.0.1:${listener.addr.port}`,
    tap,
    get cuts() {
      return cuts;
    },
    get connections() {
      return connections;
    },
    cutAll() {
      cuts += Math.floor(open.size / 2);
      for (const connection of [...open]) close(connection);
    },
    async [Symbol.asyncDispose]() {
      listener.close();
      await accepting;
      for (const connection of [...open]) close(connection);
      await Promise.all(flows);
    },
  };
}

/** Passes one direction on to its end, or to where the link is cut. Rejects if a connection breaks. */
async function passOn(
  from: Deno.Conn,
  to: Deno.Conn,
  { cutAfter, delayMs, holdMs, splitBytes }: Link,
  listen: (bytes: Uint8Array<ArrayBuffer>) => void,
): Promise<"end" | "cut"> {
  const buffer = new Uint8Array(64 * 1024);
  const held: Uint8Array<ArrayBuffer>[] = [];
  let heldBytes = 0;
  let passed = 0;
  let flushing: Promise<void> | undefined;

  async function write(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const most = splitBytes ?? bytes.length;
    for (let at = 0; at < bytes.length;) at += await to.write(bytes.subarray(at, at + most));
    // Only now: an answer held back by a cut was never given.
    listen(bytes);
  }
  async function flush(): Promise<void> {
    for (let bytes = held.shift(); bytes !== undefined; bytes = held.shift()) {
      await write(bytes);
      heldBytes -= bytes.length;
    }
  }

  for (;;) {
    const read = await from.read(buffer);
    if (read === null) break;
    const kept = cutAfter === null ? read : Math.min(read, cutAfter - passed);
    passed += kept;
    const bytes = buffer.subarray(0, kept);
    if (delayMs > 0) await delay(delayMs);
    if (holdMs === 0) {
      await write(bytes);
    } else {
      held.push(bytes.slice());
      heldBytes += bytes.length;
      flushing ??= delay(holdMs).then(flush).finally(() => flushing = undefined);
      // Awaited below; a rejection in between must not count as unhandled.
      flushing.catch(() => {});
      if (heldBytes > MOST_HELD) await flushing;
    }
    if (cutAfter !== null && passed >= cutAfter) {
      await flushing;
      return "cut";
    }
  }
  await flushing;
  return "end";
}
