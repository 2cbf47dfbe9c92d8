/**
 * A client that has nothing to do with the attack, in its own process: `bystander.ts URL`. Until its standard input ends, it requests
 * `/healthz` repeatedly, and submits sessions of three reactions one after another and follows each. Prints what it measured.
 */
import { deadline, delay } from "@std/async";
import { EventSourceParserStream } from "eventsource-parser/stream";

/** What it measured, in milliseconds: the longest of each. */
export interface Felt {
  /** An answer of `/healthz`: the event loop was held for at least this long. */
  readonly health: number;
  /** From a session's submission to its completion event; Infinity if one did not end. */
  readonly session: number;
  /** From the time stamp of an event to its arrival. */
  readonly event: number;
  readonly sessions: number;
}

const [url = ""] = Deno.args;
const HEALTH_MS = 10;
/** The server trusts one proxy, so the bystander has another address than the attacker. */
const ADDRESS = { "X-Forwarded-For": "192.0.2.1" };
/** A session still running at the end of the attack may take this much longer. */
const PATIENCE_MS = 120_000;
const REACTIONS = "CCO>>CC=O\nCC(=O)O.CCO>>CCOC(C)=O\nBrCCC.[OH-]>>OCCC.[Br-]\n";

const attackEnded = new AbortController();
let health = 0;
let session = 0;
let event = 0;
let sessions = 0;

async function probe(): Promise<void> {
  while (!attackEnded.signal.aborted) {
    const begin = performance.now();
    await fetch(`${url}/healthz`).then((answer) => answer.arrayBuffer()).catch(() => delay(HEALTH_MS));
    health = Math.max(health, performance.now() - begin);
    await delay(HEALTH_MS);
  }
}

async function oneSession(signal: AbortSignal): Promise<void> {
  const created = await fetch(`${url}/sessions`, {
    method: "POST",
    headers: { "Content-Type": "text/plain", ...ADDRESS },
    body: REACTIONS,
    signal,
  });
  if (created.status !== 201) throw new Error(`A session was refused: ${await created.text()}`);
  const { session_id: id } = await created.json();
  const stream = await fetch(`${url}/sessions/${id}/stream`, { signal, headers: ADDRESS });
  const events = (stream.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).pipeThrough(
    new EventSourceParserStream(),
  );
  for await (const { data } of events) {
    if (data.startsWith('{"_type":"completion"')) return;
    if (data === "") continue;
    const { timestamp } = JSON.parse(data);
    if (timestamp !== undefined) event = Math.max(event, Date.now() - Date.parse(timestamp));
  }
  throw new Error("The stream ended before its session");
}

async function live(): Promise<void> {
  while (!attackEnded.signal.aborted) {
    const begin = performance.now();
    try {
      const giveUp = new AbortController();
      const patience = deadline(new Promise(() => {}), PATIENCE_MS, { signal: giveUp.signal });
      await Promise.race([oneSession(giveUp.signal), patience.finally(() => giveUp.abort())]);
      giveUp.abort();
      await patience.catch(() => {});
      sessions++;
      session = Math.max(session, performance.now() - begin);
    } catch {
      session = Infinity;
      await delay(100);
    }
  }
}

const stopped = (async () => {
  for await (const _ of Deno.stdin.readable);
  attackEnded.abort();
})();
await Promise.all([probe(), live(), stopped]);
const felt: Felt = { health, session, event, sessions };
// JSON has no Infinity: null takes its place.
Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify(felt)));
Deno.exit(0);
