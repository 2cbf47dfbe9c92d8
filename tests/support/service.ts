/** The whole service in this process, on a free port, over a folder of its own. */
import { readServeConfig } from "../../src/config/read_config.ts";
import { type RunningService, startService } from "../../src/cli/serve.ts";
import { temporaryFolder } from "./folders.ts";
import { parseEvents } from "./sse/parse_events.ts";

export interface TestService extends AsyncDisposable {
  readonly url: string;
  readonly routes: RunningService["routes"];
  readonly folder: string;
  /** Creates a session from a text and returns its id. */
  create(query: string, title?: string): Promise<string>;
  /** Follows the session's stream to its end and returns the numbers and data of all events. */
  finish(sessionId: string): Promise<{ ids: number[]; data: string[] }>;
}

/** Starts the service with the options of the command line, such as `{ "keep-alive": "1" }`. */
export async function startTestService(options: Readonly<Record<string, string>> = {}): Promise<TestService> {
  const folder = await temporaryFolder();
  const config = readServeConfig({
    port: "0",
    data: folder.path,
    "log-level": "silent",
    processes: "1",
    ...options,
  });
  const service = await startService(config);
  return {
    url: service.url,
    routes: service.routes,
    folder: folder.path,
    async create(query, title = "") {
      const response = await fetch(`${service.url}/sessions?${new URLSearchParams({ title })}`, {
        method: "POST",
        headers: { "Content-Type": "text/plain" },
        body: query,
      });
      return (await response.json()).session_id;
    },
    async finish(sessionId) {
      const response = await fetch(`${service.url}/sessions/${sessionId}/stream`);
      return parseEvents(await response.text());
    },
    async [Symbol.asyncDispose]() {
      await service.stop();
      await folder[Symbol.asyncDispose]();
    },
  };
}
