/** The clients under test, and how each is run. */
import { createRequire } from "node:module";
import { findProgram } from "../support/programs.ts";

export interface Client {
  readonly name: string;
  /** The command line that follows the stream at an address; null if a program is not installed. */
  command(stream: string): readonly string[] | null;
}

function program(name: string, file: string): Client {
  return { name, command: (stream) => denoProgram(file, stream) };
}

function denoProgram(file: string, ...args: readonly string[]): readonly string[] {
  return [Deno.execPath(), "run", "-A", "--quiet", import.meta.resolve(`./programs/${file}.ts`), ...args];
}

/** Node loads the package from where Deno keeps it. */
function node(name: string): Client {
  return {
    name,
    command(stream) {
      const module = createRequire(import.meta.url).resolve(name);
      return ["node", new URL("./programs/node_client.mjs", import.meta.url).pathname, stream, module];
    },
  };
}

/** The system's own Python has the modules of Debian's packages. */
const PYTHON = "/usr/bin/python3";

function python(module: string, file: string): Client {
  return {
    name: module,
    command(stream) {
      const hasModule = new Deno.Command(PYTHON, {
        args: ["-c", `import ${module}`],
        stderr: "null",
      });
      try {
        if (!hasModule.outputSync().success) return null;
      } catch {
        return null;
      }
      return [PYTHON, new URL(`./programs/${file}.py`, import.meta.url).pathname, stream];
    },
  };
}

function browser(
  name: "chromium" | "firefox" | "webkit",
  run: (path: string, stream: string) => readonly string[],
): Client {
  return {
    name,
    command(stream) {
      const path = findProgram(name);
      return path === undefined ? null : run(path, stream);
    },
  };
}

export const CLIENTS: readonly Client[] = [
  program("Deno's EventSource", "native"),
  program("eventsource", "eventsource"),
  program("event-source-polyfill", "event_source_polyfill"),
  program("eventsource-client", "eventsource_client"),
  node("undici"),
  node("launchdarkly-eventsource"),
  program("@microsoft/fetch-event-source", "fetch_event_source"),
  program("extended-eventsource", "extended_eventsource"),
  program("curl", "curl"),
  python("aiohttp", "aiohttp_client"),
  python("httpx", "httpx_client"),
  browser("chromium", (path, stream) => denoProgram("puppeteer_browser", stream, path, "chrome")),
  browser("firefox", (path, stream) => denoProgram("puppeteer_browser", stream, path, "firefox")),
  browser("webkit", (path, stream) => denoProgram("webkit_browser", stream, path)),
];
