/**
 * Nchan in nginx, set up as its documentation says: `nchan` with everything in memory, `nchan-redis` with its messages in Redis, which
 * writes them to the disk.
 */
import type { Adapter, Target } from "../adapter.ts";
import { NGINX_MISSING, startNginx, untilListening } from "../../support/nginx.ts";
import { findProgram } from "../../support/programs.ts";
import { freePort } from "../../support/server_process.ts";
import { canRun, control } from "./server_process.ts";

const MODULE = "/usr/lib/nginx/modules/ngx_nchan_module.so";
/** Name of the event with which a channel begins. */
const CREATED = "created";

/** What is needed to keep messages in another storage. */
interface Storage {
  /** Starts it in the folder, and resolves with the lines for nginx. */
  start(folder: string): Promise<AsyncDisposable & { readonly http: string; readonly location: string }>;
  readonly program?: string;
  readonly lacks?: Adapter["lacks"];
}

const MEMORY: Storage = {
  start: () => Promise.resolve({ http: "", location: "", [Symbol.asyncDispose]: () => Promise.resolve() }),
};

const REDIS: Storage = {
  program: "redis-server",
  lacks: { clients: "the count that it tells with Redis keeps the last client that has left" },
  async start(folder) {
    const port = freePort();
    const args = ["--port", String(port), "--bind", "127.0.0.1", "--dir", folder, "--logfile", "redis.log"];
    const child = new Deno.Command("redis-server", {
      args: [...args, "--appendonly", "yes", "--save", ""],
      stdin: "null",
      stdout: "null",
      stderr: "inherit",
    }).spawn();
    await untilListening(port);
    return {
      http: `upstream redis {
        nchan_redis_server 127.0.0.1:${port};
        nchan_redis_accurate_subscriber_count on;
      }`,
      location: "nchan_redis_pass redis;",
      async [Symbol.asyncDispose]() {
        child.kill("SIGTERM");
        await child.status;
      },
    };
  },
};

export const adapter: Adapter = nchan("nchan", "Nchan in nginx", MEMORY);
export const redisAdapter: Adapter = nchan("nchan-redis", "Nchan in nginx with Redis", REDIS);

function nchan(name: string, product: string, storage: Storage): Adapter {
  return {
    name,
    product,
    queryCursor: "last_event_id",
    malformedIds: ["x", "-1", "1.5", ":"],
    // An id is the second of its publication and a count within it.
    idBeyond: (id) => `${Number(id.split(":")[0]) + 3_600}:0`,
    itemOf: ({ type, data }) => type === CREATED ? undefined : JSON.parse(data),
    lacks: { end: "a channel is deleted with its messages, or stays open", ...storage.lacks },
    async missing() {
      if (findProgram("nginx") === undefined) return NGINX_MISSING;
      const { program } = storage;
      if (program !== undefined && !await canRun(program)) {
        return `${program} is not here: apt-get install -y ${program}`;
      }
      return await Deno.stat(MODULE).then(
        () => undefined,
        () => "its module is not here: apt-get install -y libnginx-mod-nchan",
      );
    },
    async start({ folder, port, heartbeatMs, allowedOrigin }): Promise<Target> {
      await using resources = new AsyncDisposableStack();
      const stored = resources.use(await storage.start(folder));
      const nginx = resources.use(
        await startNginx({
          folder,
          port,
          main: `load_module ${MODULE};`,
          http: `
            nchan_shared_memory_size 512m;
            client_max_body_size 8m;
            client_body_buffer_size 8m;
            ${stored.http}`,
          server: `
            location ~ ^/publish/(.+)$ {
              nchan_publisher;
              nchan_channel_id $1;
              ${stored.location}
              nchan_message_buffer_length 100000;
              nchan_message_timeout 0;
            }
            location ~ ^/streams/(.+)$ {
              nchan_subscriber eventsource;
              nchan_channel_id $1;
              ${stored.location}
              nchan_subscribe_existing_channels_only on;
              nchan_eventsource_ping_interval ${Math.ceil(heartbeatMs / 1_000)};
              nchan_eventsource_ping_event "";
              nchan_eventsource_ping_comment "keep-alive";
              nchan_access_control_allow_origin "${allowedOrigin}";
              add_header Cache-Control "no-cache, no-transform";
              add_header X-Accel-Buffering no;
            }`,
        }),
      );
      const publisher = (stream: string) => `${nginx.url}/publish/${stream}`;
      // It listens before it has found its storage.
      for (let status = 503; status === 503;) {
        const response = await fetch(publisher("probe"), { method: "POST", body: "null" });
        await response.body?.cancel();
        status = response.status;
      }
      const owned = resources.move();
      return {
        remove: async (stream) => void await control(publisher(stream), { method: "DELETE" }),
        async createStream() {
          const stream = crypto.randomUUID();
          // A channel exists from its first message on; this one has a name, so that `onmessage` does not get it.
          await control(publisher(stream), { body: null, headers: { "X-EventSource-Event": CREATED } });
          return stream;
        },
        async publish(stream, items) {
          for (const item of items) await control(publisher(stream), { body: item });
        },
        streamUrl: (stream) => `${nginx.url}/streams/${stream}`,
        async clients(stream) {
          const response = await fetch(publisher(stream), { headers: { Accept: "text/json" } });
          return (await response.json()).subscribers;
        },
        // nginx ends at once on TERM and gracefully on QUIT, which service managers send first.
        shut: (signal) => nginx.shut(signal === "SIGTERM" ? "SIGQUIT" : signal),
        [Symbol.asyncDispose]: () => owned.disposeAsync(),
      };
    },
  };
}
