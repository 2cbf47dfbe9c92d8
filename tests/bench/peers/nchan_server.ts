/** Nchan on nginx with one worker, as a server of the bench: it publishes over HTTP from this process. */
import { delay } from "@std/async";
import { outputOf } from "../support/machine.ts";
import type { PeerServer, PublishOrder } from "./peer_server.ts";
import { BenchProcess, SERVER_CORE } from "../support/processes.ts";

/** Connections that publish concurrently if no rate is given. */
const PUBLISHERS = 16;
/** Events that each of them then has in flight. */
const PIPELINED = 4;
/** The part of an event's frame that is not its filling text, in bytes. */
const FRAME_REST = 65;

const ANSWER = /HTTP\/1\.1 (?=\d{3})/;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Prints the number of nginx's master process, and ends it when the bench closes the input or is killed itself. */
const MASTER = 'nginx -p "$0" -c nginx.conf & echo $!; read -r line; kill $!; wait $!';

/** Null if nginx or the module is not installed. */
export async function startNchan(): Promise<PeerServer | null> {
  const about = await outputOf("nginx", "-V");
  const folder = /--modules-path=(\S+)/.exec(about ?? "")?.[1];
  const module = `${folder}/ngx_nchan_module.so`;
  if (!await Deno.stat(module).then(() => true, () => false)) return null;
  const prefix = await Deno.makeTempDir({ prefix: "rxnstream-bench-nchan-" });
  const port = freePort();
  await Deno.writeTextFile(`${prefix}/nginx.conf`, configuration(module, port));
  const master = new BenchProcess(prefix, [], { program: ["sh", "-c", MASTER], core: SERVER_CORE });
  const pid = await workerOf(Number(await master.line()));
  let streams = 0;
  return {
    name: "Nchan",
    ordered: false,
    pid,
    stream(order) {
      const id = `s${++streams}`;
      return Promise.resolve({
        url: `http://127.0.0.1:${port}/sub/${id}`,
        publish: () => publish(port, id, order),
        async [Symbol.asyncDispose]() {
          await (await fetch(`http://127.0.0.1:${port}/pub/${id}`, { method: "DELETE" })).body?.cancel();
        },
      });
    },
    async [Symbol.asyncDispose]() {
      await master[Symbol.asyncDispose]();
      await Deno.remove(prefix, { recursive: true });
    },
  };
}

function configuration(module: string, port: number): string {
  return `load_module ${module};
daemon off;
worker_processes 1;
worker_rlimit_nofile 20000;
pid nginx.pid;
error_log stderr crit;
events { worker_connections 19000; multi_accept on; }
http {
  access_log off;
  keepalive_requests 1000000000;
  keepalive_timeout 1h;
  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
  nchan_max_reserved_memory 2048M;
  server {
    listen 127.0.0.1:${port} backlog=4096;
    location ~ ^/pub/(\\w+)$ {
      nchan_publisher;
      nchan_channel_id $1;
      nchan_message_buffer_length 200000;
      nchan_message_timeout 1h;
    }
    location ~ ^/sub/(\\w+)$ {
      nchan_subscriber eventsource;
      nchan_channel_id $1;
      nchan_subscriber_first_message oldest;
    }
  }
}
`;
}

/** A currently free port. */
function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

async function workerOf(master: number): Promise<number> {
  for (;;) {
    const children = await Deno.readTextFile(`/proc/${master}/task/${master}/children`);
    if (children.trim() !== "") return Number(children.trim().split(" ")[0]);
    await delay(10);
  }
}

/**
 * Publishes over `PUBLISHERS` connections as fast as they are answered, or over one at a rate, where no event waits behind another
 * one before it is sent, as with the peers that publish within their own process. Resolves when all are answered.
 */
async function publish(port: number, id: string, { events, frameBytes, rate }: PublishOrder): Promise<void> {
  const fill = "x".repeat(frameBytes - FRAME_REST);
  const start = performance.now();
  let sent = 0;
  const publisher = async () => {
    using connection = await PublishingConnection.open(port, `/pub/${id}`);
    while (sent < events) {
      const first = sent + 1;
      const last = Math.min(events, sent + (rate > 0 ? 1 : PIPELINED));
      sent = last;
      const ahead = rate === 0 ? 0 : start + (first - 1) * 1_000 / rate - performance.now();
      if (ahead > 0) await delay(ahead);
      const t = performance.timeOrigin + performance.now();
      await connection.publish(
        Array.from(
          { length: last - first + 1 },
          (_, index) => `{"n":${first + index},"t":${t},"fill":"${fill}"}`,
        ),
      );
    }
  };
  await Promise.all(Array.from({ length: rate > 0 ? 1 : PUBLISHERS }, publisher));
}

/** A persistent connection on which some events are published at a time. */
class PublishingConnection implements Disposable {
  readonly #connection: Deno.TcpConn;
  readonly #target: string;
  readonly #buffer = new Uint8Array(16 * 1024);

  private constructor(connection: Deno.TcpConn, target: string) {
    this.#connection = connection;
    this.#target = target;
  }

  static async open(port: number, target: string): Promise<PublishingConnection> {
    const connection = await Deno.connect({ hostname: "127.0.0.1", port });
    connection.setNoDelay();
    return new PublishingConnection(connection, target);
  }

  /** Resolves when all are answered. */
  async publish(bodies: readonly string[]): Promise<void> {
    const requests = encoder.encode(
      bodies.map((body) =>
        `POST ${this.#target} HTTP/1.1\r\nHost: bench\r\nContent-Length: ${body.length}\r\n\r\n${body}`
      ).join(""),
    );
    for (let at = 0; at < requests.length;) at += await this.#connection.write(requests.subarray(at));
    let text = "";
    while (text.split(ANSWER).length <= bodies.length) {
      const length = await this.#connection.read(this.#buffer);
      if (length === null) throw new Error("Nchan has closed a connection that publishes");
      text += decoder.decode(this.#buffer.subarray(0, length));
    }
    const refusal = text.split(ANSWER).slice(1).find((answer) => !answer.startsWith("20"));
    if (refusal !== undefined) throw new Error(`Nchan answers ${refusal}`);
  }

  [Symbol.dispose](): void {
    this.#connection.close();
  }
}
