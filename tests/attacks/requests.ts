/** Requests that attacks are made of. */
import { delay } from "@std/async";

/** Submits a session and gives its id; rejects if it is refused. */
export async function submit(url: string, body: BodyInit, type = "text/plain"): Promise<string> {
  const answer = await fetch(`${url}/sessions`, { method: "POST", headers: { "Content-Type": type }, body });
  if (answer.status !== 201) throw new Error(`${answer.status} ${(await answer.text()).slice(0, 120)}`);
  return (await answer.json()).session_id;
}

/** Posts a body; gives the status and the size of the answer. */
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

/** Reads an answer to its end; gives its status, or that there was none. */
export async function read(url: string, signal?: AbortSignal): Promise<string> {
  try {
    const answer = await fetch(url, signal ? { signal } : {});
    await answer.body?.pipeTo(new WritableStream());
    return String(answer.status);
  } catch {
    return "cut";
  }
}
