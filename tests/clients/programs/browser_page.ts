/** A page that follows a stream with the browser's EventSource and keeps the events in `received`. */

const PAGE = `<!doctype html><title>client</title><script>
  const stream = new URLSearchParams(location.search).get("stream");
  globalThis.received = [];
  let cursor = "";
  function open() {
    const source = new EventSource(cursor === "" ? stream : stream + "&last_event_id=" + cursor);
    source.onmessage = ({ lastEventId, data }) => {
      // WebKit dispatches the part of an event at which its connection broke, under the id of the previous event.
      if (Number(lastEventId) <= Number(cursor)) return;
      received.push({ id: cursor = lastEventId, data });
      if (data.startsWith('{"_type":"completion"')) source.close();
    };
    // Firefox gives up when its first attempt to reconnect is refused.
    source.onerror = () => source.readyState === EventSource.CLOSED && setTimeout(open, 200);
  }
  open();
</script>`;

/** Serves the page from an origin of its own; resolves with the address that follows `stream`. */
export function serveBrowserPage(stream: string): string {
  const { addr } = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    () => new Response(PAGE, { headers: { "Content-Type": "text/html; charset=utf-8" } }),
  );
  return `http://127.0.0.1:${addr.port}/?stream=${encodeURIComponent(stream)}`;
}
