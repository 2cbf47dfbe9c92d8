/** A proxy in front of a server that passes every byte on and counts the requests for a path. */

export interface CountingFront extends AsyncDisposable {
  readonly url: string;
  /** How many requests without a body have passed. */
  readonly requests: number;
}

/** Copies until one side ends; either end ends both. */
async function copy(from: Deno.Conn, to: Deno.Conn, seen: (bytes: Uint8Array) => void): Promise<void> {
  const piece = new Uint8Array(16_384);
  try {
    for (let length = await from.read(piece); length !== null; length = await from.read(piece)) {
      const bytes = piece.subarray(0, length);
      seen(bytes);
      for (let sent = 0; sent < bytes.length;) sent += await to.write(bytes.subarray(sent));
    }
    await to.closeWrite();
  } catch {
    // One side is gone, so the other is closed too.
    for (const side of [from, to]) closeQuietly(side);
  }
}

function closeQuietly(connection: Deno.Conn): void {
  try {
    connection.close();
  } catch {
    // It is closed.
  }
}

/** Starts a front on a free port for the server at `url`. */
export function startCountingFront(url: string): CountingFront {
  const { hostname, port } = new URL(url);
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const connections = new Set<Deno.Conn>();
  const passing = new Set<Promise<void>>();
  let requests = 0;

  async function pass(client: Deno.TcpConn): Promise<void> {
    connections.add(client);
    const server = await Deno.connect({ hostname, port: Number(port) });
    connections.add(server);
    // Each head ends with an empty line, and GET has no body. A head may come in pieces.
    let tail = "";
    const count = (bytes: Uint8Array) => {
      const text = tail + new TextDecoder("latin1").decode(bytes);
      requests += text.split("\r\n\r\n").length - 1;
      tail = text.slice(text.lastIndexOf("\r\n\r\n") + 1).slice(-3);
    };
    await Promise.all([copy(client, server, count), copy(server, client, () => {})]);
    for (const side of [client, server]) {
      closeQuietly(side);
      connections.delete(side);
    }
  }

  const accepting = (async () => {
    for await (const client of listener) {
      const pair = pass(client).catch(() => closeQuietly(client)).finally(() => passing.delete(pair));
      passing.add(pair);
    }
  })();
  return {
    url: `http://127.0.0.1:${listener.addr.port}`,
    get requests() {
      return requests;
    },
    async [Symbol.asyncDispose]() {
      listener.close();
      for (const connection of connections) closeQuietly(connection);
      await Promise.all([accepting, ...passing]);
    },
  };
}
