/** Runs every client through cuts inside frames, a kill and a restart, and compares what each got with the log. */
import { deadline } from "@std/async";
import { TextLineStream } from "../support/text_line_stream.ts";
import { contentLines, createSession, manyReactions, sessionJson } from "../e2e/log_clients.ts";
import { openProxy, PLAIN_LINK } from "../histories/wire/proxy.ts";
import { temporaryFolder } from "../support/folders.ts";
import { Random } from "../support/random.ts";
import { freePort, type ServerProcess, startServer } from "../support/server_process.ts";
import type { Client } from "./client_list.ts";

export interface DriveOptions {
  readonly clients: readonly Client[];
  /** How often each client's connection is cut, each time after some thousand bytes, almost always in the middle of a frame. */
  readonly cuts: number;
  readonly seed: number;
  /** Every client must end within this time after the session, in milliseconds. */
  readonly patienceMs: number;
}

export interface Driven {
  readonly name: string;
  readonly cuts: number;
  /** How the events that it got differ from the log; null if they are the exact log. */
  readonly fault: string | null;
}

const REACTIONS = 400;
/** Bytes of a connection before it is cut. */
const CUT = { least: 200, most: 20_000 } as const;

export async function drive({ clients, cuts, seed, patienceMs }: DriveOptions): Promise<readonly Driven[]> {
  await using folder = await temporaryFolder();
  const port = freePort();
  const start = () => startServer({ data: folder.path, port, args: ["--keep-alive", "1"] });
  let server: ServerProcess = await start();
  try {
    const id = await createSession(server.url, manyReactions(REACTIONS));
    await using followers = new AsyncDisposableStack();
    const following = clients.map((client, index) =>
      followers.use(new Following(client, server.url, id, { cuts, random: new Random(seed + index) }))
    );
    for (const [signal, share] of [["SIGKILL", 0.3], ["SIGTERM", 0.6]] as const) {
      await untilDone(server.url, id, REACTIONS * share);
      await server.end(signal);
      server = await start();
    }
    await untilDone(server.url, id, REACTIONS);
    await Promise.all(following.map((client) => deadline(client.ended, patienceMs).catch(() => {})));
    const log = (await contentLines(server.url, id)).trimEnd().split("\n");
    return following.map((client) => ({ name: client.name, cuts: client.cuts, fault: client.fault(log) }));
  } finally {
    await server.end("SIGKILL");
  }
}

async function untilDone(url: string, id: string, reactions: number): Promise<void> {
  for (;;) {
    const { reactions: { done }, status } = await sessionJson(url, id);
    if (done >= reactions || status === "completed") return;
  }
}

/** A client that follows through its own proxy. */
class Following implements AsyncDisposable {
  readonly name: string;
  readonly ended: Promise<unknown>;
  readonly #proxy: ReturnType<typeof openProxy>;
  readonly #child: Deno.ChildProcess | null;
  readonly #lines: string[] = [];

  constructor(
    { name, command }: Client,
    url: string,
    sessionId: string,
    { cuts, random }: { readonly cuts: number; readonly random: Random },
  ) {
    this.name = name;
    let left = cuts;
    this.#proxy = openProxy(url, () => {
      if (left-- <= 0) return PLAIN_LINK;
      return { ...PLAIN_LINK, cutAfter: CUT.least + random.below(CUT.most - CUT.least) };
    });
    const [program, ...args] =
      command(`${this.#proxy.url}/sessions/${sessionId}/stream?client_id=${encodeURIComponent(name)}`) ?? [];
    this.#child = program === undefined
      ? null
      : new Deno.Command(program, { args, stdin: "null", stdout: "piped", stderr: "null" }).spawn();
    this.ended = Promise.all([this.#read(), this.#child?.status]);
  }

  get cuts(): number {
    return this.#proxy.cuts;
  }

  /** How the events that it got differ from the lines of `/content`. */
  fault(log: readonly string[]): string | null {
    if (this.#child === null) return "not installed";
    const differs = this.#lines.findIndex((line, index) => line !== log[index]);
    if (differs >= 0) return `event ${differs + 1} is ${this.#lines[differs]?.slice(0, 60)}`;
    return this.#lines.length === log.length ? null : `${this.#lines.length} of ${log.length} events`;
  }

  async #read(): Promise<void> {
    const lines = this.#child?.stdout.pipeThrough(new TextDecoderStream()).pipeThrough(new TextLineStream());
    for await (const line of lines ?? []) {
      const { id, data } = JSON.parse(line);
      this.#lines.push(`{"id":${id},"data":${data}}`);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      this.#child?.kill("SIGTERM");
    } catch {
      // It has ended on its own.
    }
    await this.ended;
    await this.#proxy[Symbol.asyncDispose]();
  }
}
