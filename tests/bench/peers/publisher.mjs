/** Shared by all peers in JavaScript: orders on standard input, events of the same bytes, and their history. */
import process from "node:process";
import { createInterface } from "node:readline";
import { setImmediate, setTimeout } from "node:timers/promises";

/** The part of an event's frame that is not its filling text, in bytes. */
const FRAME_REST = 62;

/** Events with their numbers, kept for late clients. */
export const history = [];

/** The events that a client with everything up to `lastEventId` still lacks. */
export function missedAfter(lastEventId) {
  return history.slice(Number(lastEventId ?? 0));
}

/** An event as it is sent. */
export function frame({ id, data }) {
  return `id: ${id}\ndata: ${data}\n\n`;
}

/**
 * Prints `url`. The line "new" on standard input begins a new history, confirmed by a line; every other line is a command to publish:
 * `send` gets `group` events at a time and is awaited; then the sockets get their turn. At a fixed rate it gets one event.
 * Resolves when the input ends.
 */
export async function takeOrders(url, send, { group = 1 } = {}) {
  process.stdout.write(`${url}\n`);
  for await (const line of createInterface({ input: process.stdin })) {
    if (line === "new") {
      history.length = 0;
      process.stdout.write("new\n");
      continue;
    }
    const { events, frameBytes, rate } = JSON.parse(line);
    const fill = "x".repeat(frameBytes - FRAME_REST);
    const start = performance.now();
    while (history.length < events) {
      const ahead = rate === 0 ? 0 : start + history.length * 1_000 / rate - performance.now();
      if (ahead > 0) await setTimeout(ahead);
      else await setImmediate();
      const batch = [];
      const size = rate === 0 ? Math.min(group, events - history.length) : 1;
      for (let index = 0; index < size; index++) {
        const id = history.length + 1;
        const t = performance.timeOrigin + performance.now();
        const event = { id, data: `{"n":${id},"t":${t},"fill":"${fill}"}` };
        history.push(event);
        batch.push(event);
      }
      await send(batch);
    }
  }
}
