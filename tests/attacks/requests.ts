/** Requests for the attacks. */
import { delay } from "@std/async";

/** A line with an ordinary reaction. */
export const ORDINARY = "CC(=O)Oc1ccccc1C(=O)O.OCC>>CCOC(=O)c1ccccc1OC(C)=O\n";

/** Describes a body: its media type, and the format to read it as if the type does not say. */
export interface Sent {
  readonly type?: string;
  readonly format?: string;
}

/** Submits a session and resolves with its id; rejects if it is refused. */
export async function submit(
  url: string,
  body: BodyInit,
  { type = "text/plain", format }: Sent = {},
): Promise<string> {
  const headers = { "Content-Type": type };
  const query = format === undefined ? "" : `?format=${format}`;
  const answer = await fetch(`${url}/sessions${query}`, { method: "POST", headers, body });
  if (answer.status !== 201) throw new Error(`${answer.status} ${(await answer.text()).slice(0, 120)}`);
  return (await answer.json()).session_id;
}

/** Submits a session, waits for its end and resolves with its id; rejects if no reaction was found, since that would be no attack. */
export async function finished(url: string, body: BodyInit, sent: Sent = {}): Promise<string> {
  const id = await submit(url, body, sent);
  await ended(url, id);
  const { reactions } = await (await fetch(`${url}/sessions/${id}`)).json();
  if (reactions.found === 0) throw new Error("No reaction was found in what the attack has prepared");
  return id;
}

/** Posts a body; resolves with the status and the size of the answer. */
export async function post(url: string, body: BodyInit, type: string): Promise<string> {
  try {
    const answer = await fetch(`${url}/sessions`, {
      method: "POST",
      headers: { "Content-Type": type },
      body,
    });
    return `${answer.status}, ${(await answer.arrayBuffer()).byteLength} B answer`;
  } catch {
    return "no answer";
  }
}

/** Resolves when the session has ended. */
export async function ended(url: string, id: string): Promise<void> {
  for (;;) {
    const { status } = await (await fetch(`${url}/sessions/${id}`)).json();
    if (["completed", "error", "cancelled"].includes(status)) return;
    await delay(200);
  }
}

/** How often each outcome came. */
export function counted(outcomes: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const outcome of outcomes) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return [...counts].map(([outcome, count]) => `${count} x ${outcome}`).join(", ");
}

export async function gzip(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

/** Reads an answer to its end; resolves with its status, or with the fact that there was none. */
export async function read(url: string, signal?: AbortSignal): Promise<string> {
  try {
    const answer = await fetch(url, signal ? { signal } : {});
    await answer.body?.pipeTo(new WritableStream());
    return String(answer.status);
  } catch {
    return "cut";
  }
}
