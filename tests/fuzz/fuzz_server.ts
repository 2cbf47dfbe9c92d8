/** A server process to be attacked, and the resources that it has used so far. */
import { deadline } from "@std/async";
import { temporaryFolder } from "../support/folders.ts";
import { startServer } from "../support/server_process.ts";
import { REACTIONS } from "./chemistry_texts.ts";
import type { FuzzTarget } from "./http_requests.ts";

/** The resources that the server and its chemistry processes hold and have used. */
export interface Usage {
  /** CPU time of all processes, in milliseconds, including those that have ended. */
  readonly cpuMs: number;
  /** Resident memory of the server alone. */
  readonly rssBytes: number;
  readonly descriptors: number;
}

export interface FuzzServer extends AsyncDisposable {
  readonly url: string;
  readonly target: FuzzTarget;
  usage(): Promise<Usage>;
  /** Sends a request with all permissions. */
  ask(path: string, init?: RequestInit): Promise<Response>;
  /** Follows the session to its end; false if that takes too long. */
  finish(sessionId: string): Promise<boolean>;
}

const TOKEN = "fuzz-token-0123456789";
/** A session that is not finished after this time hangs, in milliseconds. */
const WATCHDOG_MS = 90_000;
/** Ticks of CPU time per second, as Linux reports them. */
const TICKS = 100;

/** Starts a server without limits by address, with one finished session. */
export async function startFuzzServer(): Promise<FuzzServer> {
  await using resources = new AsyncDisposableStack();
  const { path } = resources.use(await temporaryFolder());
  const tokens = JSON.stringify([{ name: "fuzz", token: TOKEN, scopes: ["admin"] }]);
  await Deno.writeTextFile(`${path}/tokens.json`, tokens, { mode: 0o600 });
  const none = ["max-requests", "max-sessions-per-hour", "max-mib-per-hour", "max-streams-per-address"];
  const server = resources.use(
    await startServer({
      data: `${path}/data`,
      args: [
        ...["--log-level", "error", "--tokens", `${path}/tokens.json`, "--max-waiting", "20"],
        ...none.flatMap((limit) => [`--${limit}`, "0"]),
      ],
    }),
  );
  const ask = (to: string, init: RequestInit = {}) =>
    fetch(server.url + to, {
      ...init,
      headers: { Authorization: `Bearer ${TOKEN}`, "Content-Type": "application/json", ...init.headers },
    });
  const finish = async (sessionId: string) => {
    const abort = new AbortController();
    try {
      const stream = await ask(`/sessions/${sessionId}/stream`, { signal: abort.signal });
      await deadline(stream.body?.pipeTo(new WritableStream()) ?? Promise.resolve(), WATCHDOG_MS);
      return true;
    } catch (error) {
      if (error instanceof DOMException && error.name === "TimeoutError") return false;
      throw error;
    } finally {
      abort.abort();
    }
  };
  const post = async (to: string, body?: string) => {
    const answer = await ask(to, { method: "POST", ...(body === undefined ? {} : { body }) });
    return { json: answer.status === 204 ? null : await answer.json(), headers: answer.headers };
  };
  const { json: { session_id: sessionId } } = await post(
    "/sessions",
    JSON.stringify({ reactions: REACTIONS }),
  );
  await finish(sessionId);
  const { json: { ticket } } = await post(`/sessions/${sessionId}/stream-tickets`);
  const [cookie = ""] = ((await post("/auth/session")).headers.get("Set-Cookie") ?? "").split(";");
  const owned = resources.move();
  return {
    url: server.url,
    target: { host: new URL(server.url).host, sessionId, token: TOKEN, ticket, cookie },
    usage: async () => usageOf(server.pid, await server.children()),
    ask,
    finish,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** As described in proc_pid_stat(5) and proc_pid_status(5). */
function usageOf(pid: number, children: readonly number[]): Usage {
  const ticks = (of: number, ended: boolean) => {
    try {
      const stat = Deno.readTextFileSync(`/proc/${of}/stat`);
      const values = stat.slice(stat.lastIndexOf(")") + 2).split(" ").slice(11, ended ? 15 : 13).map(Number);
      return values.reduce((sum, value) => sum + value, 0);
    } catch {
      // It has just ended, and now counts towards its parent.
      return 0;
    }
  };
  const rss = /^VmRSS:\s+(\d+) kB$/m.exec(Deno.readTextFileSync(`/proc/${pid}/status`))?.[1] ?? "0";
  return {
    cpuMs: [ticks(pid, true), ...children.map((child) => ticks(child, false))]
      .reduce((sum, value) => sum + value, 0) * 1_000 / TICKS,
    rssBytes: Number(rss) * 1024,
    descriptors: [...Deno.readDirSync(`/proc/${pid}/fd`)].length,
  };
}
