/** npm's eventsource. */
import { EventSource } from "eventsource";
import { received, STREAM } from "./report.ts";

new EventSource(STREAM).addEventListener("message", ({ lastEventId, data }) => received(lastEventId, data));
