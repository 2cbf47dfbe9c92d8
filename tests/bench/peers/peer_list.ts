/** The peers, how each is started, and how to install what is missing. */
import { outputOf } from "../support/machine.ts";
import { startNchan } from "./nchan_server.ts";
import { compiled, npmFolder } from "./peer_packages.ts";
import { startOurs } from "./peer_ours.ts";
import { type PeerServer, startPeer } from "./peer_server.ts";
import type { BenchProcessOptions } from "../support/processes.ts";

export interface PeerKind {
  readonly name: string;
  /** Null if what it needs is not installed. */
  start(): Promise<PeerServer | null>;
  /** The line that installs what it needs; "" if Deno has it already. */
  readonly install: string;
}

export const OURS: PeerKind = { name: "rxnstream", start: () => startOurs(), install: "" };

export const NCHAN: PeerKind = {
  name: "Nchan",
  start: startNchan,
  install: "apt-get install -y nginx libnginx-mod-nchan",
};

const NODE: BenchProcessOptions = { program: ["node"] };
/** Where `Deno.serve` aborts the signal of a request only if its client has left. */
const DENO_SERVE: BenchProcessOptions = {
  program: [Deno.execPath(), "run", "-A", "--unstable-no-legacy-abort"],
};
const NPM_INSTALL = "apt-get install -y nodejs npm";

/** A file of this folder. */
function pathOf(file: string): string {
  return new URL(file, import.meta.url).pathname;
}

function bare(name: string, file: string, group: number): PeerKind {
  const full = `${name}, ${group} a write`;
  return { name: full, start: () => startPeer(full, pathOf(file), [String(group)]), install: "" };
}

/** The runtime alone, with this many events in one write if they come at full speed. */
export function bareServe(group: number): PeerKind {
  return bare("bare Deno.serve", "bare_deno_serve.mjs", group);
}

/** The same with `node:http` of Deno. */
export function bareNodeHttp(group: number): PeerKind {
  return bare("bare node:http", "bare_node_http.mjs", group);
}

/** `node:http` with a log of `@libsql/client` in a thread: the lower bound for programs on the two. */
export const BARE_LIBSQL: PeerKind = {
  name: "bare node:http and libSQL",
  start: () => startPeer(BARE_LIBSQL.name, pathOf("bare_libsql.ts"), []),
  install: "",
};

/** A peer from npm; its arguments follow the folder of its packages. */
function fromNpm(
  name: string,
  file: string,
  args: readonly string[],
  options: BenchProcessOptions = {},
): PeerKind {
  return {
    name,
    async start() {
      const folder = await npmFolder();
      const isMissing = folder === null || (options === NODE && await outputOf("node", "--version") === null);
      return isMissing ? null : await startPeer(name, pathOf(file), [folder, ...args], options);
    },
    install: NPM_INSTALL,
  };
}

export const BETTER_SSE: readonly PeerKind[] = [
  fromNpm("better-sse on Node", "better_sse.mjs", [], NODE),
  fromNpm("better-sse on Deno", "better_sse.mjs", [], DENO_SERVE),
];

export const STREAM_SSE_ON_SERVE = fromNpm(
  "streamSSE on Deno.serve",
  "hono_stream_sse.mjs",
  ["Deno.serve"],
  DENO_SERVE,
);
export const STREAM_SSE_ON_NODE_HTTP = fromNpm("streamSSE on node:http of Deno", "hono_stream_sse.mjs", [
  "node:http",
]);
export const STREAM_SSE_ON_NODE = fromNpm("streamSSE on Node", "hono_stream_sse.mjs", ["node:http"], NODE);

export const AIOHTTP: PeerKind = {
  name: "aiohttp",
  async start() {
    // Debian's packages belong to Debian's Python, whatever other Pythons are installed.
    const program = ["/usr/bin/python3"];
    const [python = ""] = program;
    try {
      const { success } = await new Deno.Command(python, { args: ["-c", "import aiohttp"], stderr: "null" })
        .output();
      return success ? await startPeer("aiohttp", pathOf("aiohttp_queues.py"), [], { program }) : null;
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return null;
      throw error;
    }
  },
  install: "apt-get install -y python3-aiohttp",
};

/** Plain C on epoll. */
export function bareC(group: number): PeerKind {
  const name = `bare C, ${group} a write`;
  return {
    name,
    async start() {
      const program = await compiled(pathOf("limit.c"));
      return program === null ? null : await startPeer(name, program, [String(group)], { program: [] });
    },
    install: "apt-get install -y gcc libc6-dev",
  };
}
