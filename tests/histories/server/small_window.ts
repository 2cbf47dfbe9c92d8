/** The server with a live window of a few frames: all who do not keep up event by event go back to the log. */
import { LocalBroadcast } from "../../../src/broadcast/local_broadcast.ts";
import { encodeFrame } from "../../../src/sse/sse_message.ts";
import { runAdapted } from "./adapted_server.ts";

await runAdapted(Deno.args, (parts) => ({
  ...parts,
  broadcast: new LocalBroadcast({
    encode: encodeFrame,
    window: { maxFrames: 24, maxBytes: 16 * 1024 },
    maxChunkBytes: 2 * 1024,
  }),
}));
