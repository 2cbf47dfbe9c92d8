/** Nchan in nginx, everything in memory, as its documentation says. */
import type { Adapter, Target } from "../adapter.ts";
import { type Nginx, NGINX_MISSING, startNginx } from "../nginx.ts";
import { findProgram } from "../../support/programs.ts";
import { control } from "./server_process.ts";

const MODULE = "/usr/lib/nginx/modules/ngx_nchan_module.so";
const CREATED = "created";

export const adapter: Adapter = {
  name: "nchan",
  product: "Nchan in nginx",
  queryCursor: "last_event_id",
  malformedIds: ["x", "-1", "1.5", ":"],
  // An id is the second of its publication and a count within it.
  idBeyond: (id) => `${Number(id.split(":")[0]) + 3_600}:0`,
  itemOf: ({ type, data }) => type === CREATED ? undefined : JSON.parse(data),
  lacks: { end: "a channel is deleted with its messages, or stays open" },
  async missing() {
    if (findProgram("nginx") === undefined) return NGINX_MISSING;
    return await Deno.stat(MODULE).then(
      () => undefined,
      () => "its module is not here: apt-get install -y libnginx-mod-nchan",
    );
  },
  async start({ folder, port, heartbeatMs, allowedOrigin }): Promise<Target> {
    const nginx: Nginx = await startNginx({
      folder,
      port,
      main: `load_module ${MODULE};`,
      http: "nchan_shared_memory_size 512m; client_max_body_size 8m; client_body_buffer_size 8m;",
      server: `
        location ~ ^/publish/(.+)$ {
          nchan_publisher;
          nchan_channel_id $1;
          nchan_message_buffer_length 100000;
          nchan_message_timeout 0;
        }
        location ~ ^/streams/(.+)$ {
          nchan_subscriber eventsource;
          nchan_channel_id $1;
          nchan_subscribe_existing_channels_only on;
          nchan_eventsource_ping_interval ${Math.ceil(heartbeatMs / 1_000)};
          nchan_eventsource_ping_event "";
          nchan_eventsource_ping_comment "keep-alive";
          nchan_access_control_allow_origin "${allowedOrigin}";
          add_header Cache-Control "no-cache, no-transform";
          add_header X-Accel-Buffering no;
        }`,
    });
    const publisher = (stream: string) => `${nginx.url}/publish/${stream}`;
    return {
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
      // nginx ends at once on TERM, and in order on QUIT, which is what services send it first.
      shut: (signal) => nginx.shut(signal === "SIGTERM" ? "SIGQUIT" : signal),
      [Symbol.asyncDispose]: () => nginx[Symbol.asyncDispose](),
    };
  },
};
