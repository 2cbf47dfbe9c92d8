/** Messages between the tabs of one browser, which share six connections to a server over HTTP/1.1. */

const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel("rxnstream-streams") : null;

/** Tells the other tabs that this one opens a stream. */
export function tellStreamOpened() {
  channel?.postMessage("opened");
}

/**
 * Calls `run` whenever another tab opens a stream, until `signal` aborts.
 * @param {() => void} run
 * @param {AbortSignal} signal
 */
export function onStreamOpenedElsewhere(run, signal) {
  channel?.addEventListener("message", run, { signal });
}
