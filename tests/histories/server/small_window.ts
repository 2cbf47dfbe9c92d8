/** The server with a live window of a few frames: every client that does not keep up event by event goes back to the log. */
import { LocalBroadcast } from "../../../src/delivery/local_broadcast.ts";
import { runAdapted } from "./adapted_server.ts";

await runAdapted(Deno.args, (parts) => ({
  ...parts,
  broadcast: new LocalBroadcast({
    window: { maxEntries: 24, maxCharacters: 16 * 1024 },
    maxPiece: 2 * 1024,
  }),
}));
