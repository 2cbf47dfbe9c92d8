/** npm's eventsource-client. */
import { createEventSource } from "eventsource-client";
import { received, STREAM } from "./report.ts";

createEventSource({
  url: STREAM,
  onMessage({ id, event, data }) {
    // It hands over what has a name of its own by the same callback.
    if (event === undefined) received(id, data);
  },
});
