/** The runtime's own EventSource, which a refused connection ends for good, as it does Firefox's: one opens another one. */
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
