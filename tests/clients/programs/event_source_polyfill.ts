/** npm's event-source-polyfill in its default setup: it sends its cursor as `?lastEventId=`. */
import { EventSourcePolyfill } from "event-source-polyfill";
import { received, STREAM } from "./report.ts";

new EventSourcePolyfill(STREAM).onmessage = ({ lastEventId, data }: MessageEvent) =>
  received(lastEventId, data);
