/** curl in a loop, with the cursor in a header. */
import { delay } from "@std/async";
import { EventSourceParserStream } from "eventsource-parser/stream";
import { received, STREAM } from "./report.ts";

let cursor: string | undefined;
for (;;) {
  const curl = new Deno.Command("curl", {
    args: ["-sN", "-H", "Accept: text/event-stream"]
      .concat(cursor === undefined ? [] : ["-H", `Last-Event-ID: ${cursor}`], STREAM),
    stdout: "piped",
  }).spawn();
  const events = curl.stdout.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
  for await (const { id, event, data } of events) {
    if (event !== undefined) continue;
    received(cursor = id, data);
  }
  await curl.status;
  await delay(200);
}
