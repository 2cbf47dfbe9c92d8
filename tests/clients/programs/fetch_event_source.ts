/** npm's @microsoft/fetch-event-source, with the usual `JSON.parse` in its callback; it expects a document. */
import { received, STREAM } from "./report.ts";

const target = new EventTarget();
Object.assign(globalThis, {
  window: globalThis,
  document: { hidden: false, addEventListener: target.addEventListener, removeEventListener() {} },
});
const { fetchEventSource } = await import("@microsoft/fetch-event-source");

await fetchEventSource(STREAM, {
  openWhenHidden: true,
  onmessage({ id, data, event }) {
    JSON.parse(data);
    // It passes named events to the same callback.
    if (event === "" || event === "message") received(id, data);
  },
  onerror: () => 200,
});
