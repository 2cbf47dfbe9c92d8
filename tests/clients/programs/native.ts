/** The runtime's own EventSource. Like Firefox's, it stops for good when a connection is refused: the program opens a new one. */
import { received, STREAM } from "./report.ts";

let cursor = "";
function open(): void {
  const source = new EventSource(cursor === "" ? STREAM : `${STREAM}&last_event_id=${cursor}`);
  source.onmessage = ({ lastEventId, data }) => received(cursor = lastEventId, data);
  source.onerror = () => {
    if (source.readyState === EventSource.CLOSED) setTimeout(open, 200);
  };
}
open();
