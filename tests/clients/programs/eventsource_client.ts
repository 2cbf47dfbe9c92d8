/** npm's eventsource-client. */
import { createEventSource } from "eventsource-client";
import { received, STREAM } from "./report.ts";

createEventSource({
  url: STREAM,
  onMessage({ id, event, data }) {
    // It passes named events to the same callback.
    if (event === undefined) received(id, data);
  },
});
