/** Hono's `streamSSE` on Deno as its documentation shows it, over events that the program keeps in memory. */
import type { Adapter } from "../adapter.ts";
import config from "../../../deno.json" with { type: "json" };
import { startControlled } from "./controlled_target.ts";

const ENTRY = new URL("./hono_server.ts", import.meta.url).href;

export const adapter: Adapter = {
  name: "hono",
  product: `Hono ${config.imports.hono.split("@").at(-1)} streamSSE`,
  malformedIds: ["x", "-1", "1.5", "1e3"],
  idBeyond: (id) => String(Number(id) + 1),
  lacks: { remove: "its documentation has no way to delete a stream" },
  itemOf: ({ data }) => data,
  // Texts are passed to `writeSSE` unchanged; an event stream has one kind of line break, and UTF-8 no lone surrogates.
  becomes: (item) => item.replaceAll(/\r\n?/g, "\n").toWellFormed(),
  start: ({ port, allowedOrigin }) =>
    startControlled({
      command: Deno.execPath(),
      args: ["run", "--quiet", "-A", ENTRY, String(port), allowedOrigin],
    }),
};
