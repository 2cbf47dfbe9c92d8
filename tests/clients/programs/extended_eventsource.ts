/** npm's extended-eventsource. */
import { EventSource } from "extended-eventsource";
import { received, STREAM } from "./report.ts";

const source = new EventSource(STREAM, { retry: 200 });
source.onmessage = ({ lastEventId, data }) => received(lastEventId, data);
