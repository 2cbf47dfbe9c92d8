/** Support for the tests of the page: the real server in its own process, a browser, and a cable that can be cut. */
import { assertEquals } from "@std/assert";
import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { CHROMIUM_ARGUMENTS } from "../support/chromium.ts";
import { temporaryFolder } from "../support/folders.ts";

const MAIN = new URL("../../main.ts", import.meta.url);
/** A running server and a browser that views it; disposing ends both and deletes their folders. */
export interface Stage extends AsyncDisposable {
  /** Address of the server, without a slash at the end. */
  readonly url: string;
  readonly browser: Browser;
  /** Opens a tab and waits for its view; `path` is added to `base`, by default the server's address. */
  open(path: string, base?: string): Promise<Page>;
  /** Errors of scripts and refusals of the content security policy in all tabs so far. */
  readonly errors: readonly string[];
}

/** Starts a server on a free port with an empty database and more arguments, and Chromium at `chromium`. */
export async function setTheStage(chromium: string, args: readonly string[] = []): Promise<Stage> {
  await using resources = new AsyncDisposableStack();
  const folder = resources.use(await temporaryFolder());
  const url = await startServer(resources, `${folder.path}/data`, args);
  const browser = await puppeteer.launch({
    executablePath: chromium,
    userDataDir: `${folder.path}/profile`,
    args: [...CHROMIUM_ARGUMENTS],
    defaultViewport: { width: 1440, height: 900 },
  });
  resources.defer(() => browser.close());
  const owned = resources.move();
  const errors: string[] = [];
  async function open(path: string, base: string = url): Promise<Page> {
    const page = await browser.newPage();
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error" && !/Failed to load resource/.test(message.text())) {
        errors.push(message.text());
      }
    });
    await page.goto(`${base}${path}`);
    await page.waitForFunction(isShown, { polling: "mutation" });
    return page;
  }
  return { url, browser, open, errors, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/**
 * Whether the page shows a view: the browser's `load` event does not wait for who is signed in, nor for the session.
 * Other documents have no such element.
 */
function isShown(): boolean {
  const main = document.querySelector("main");
  return main === null ||
    main.childElementCount > 0 && main.querySelector(":scope > .missing[role=status]") === null;
}

async function startServer(
  resources: AsyncDisposableStack,
  data: string,
  more: readonly string[],
): Promise<string> {
  const args = [
    "run",
    "-A",
    MAIN.href,
    "serve",
    "--port",
    "0",
    "--data",
    data,
    "--processes",
    "1",
    "--log-level",
    "error",
    ...more,
  ];
  const server = new Deno.Command(Deno.execPath(), { args, stdout: "piped", stderr: "inherit" }).spawn();
  const lines = server.stdout.pipeThrough(new TextDecoderStream()).getReader();
  resources.defer(async () => {
    server.kill("SIGTERM");
    await server.status;
    await lines.cancel();
  });
  let output = "";
  for (;;) {
    const { value, done } = await lines.read();
    output += value ?? "";
    const url = /http:\/\/\S+/.exec(output)?.[0];
    if (url !== undefined && output.includes("\n")) return url.replace(/\/$/, "");
    if (done) throw new Error(`The server ended before it told its address: "${output}"`);
  }
}

/** A cable between a browser and a server that breaks. */
export interface Cable extends AsyncDisposable {
  readonly url: string;
  /** How many more times it will break. */
  readonly breaksLeft: number;
  /** From now on, open connections silently carry nothing, while new ones work. Resolves with the number of open ones. */
  freeze(): number;
  /** Cuts all connections, and any new ones at once, until `mend`. */
  cut(): void;
  mend(): void;
}

/**
 * Connects a cable to the server at `target`. `breaks` times, a connection that has carried `afterBytes` bytes to the
 * browser is cut in the middle; all others pass everything through.
 */
export function layCable(
  target: string,
  { breaks = 0, afterBytes = 0, change = (bytes) => bytes }: {
    readonly breaks?: number;
    readonly afterBytes?: number;
    /** Changes the bytes that go to the browser. */
    readonly change?: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>;
  } = {},
): Cable {
  const { hostname, port } = new URL(target);
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const open = new Set<Deno.Conn>();
  const flows = new Set<Promise<void>>();
  const frozen = new Set<Deno.Conn>();
  let breaksLeft = breaks;
  let isCut = false;

  function close(connection: Deno.Conn): void {
    if (open.delete(connection)) connection.close();
  }
  /** One direction; its end is the end of both. */
  async function flow(from: Deno.Conn, to: Deno.Conn, limited: boolean): Promise<void> {
    const buffer = new Uint8Array(64 * 1024);
    let brought = 0;
    try {
      for (let read = await from.read(buffer); read !== null; read = await from.read(buffer)) {
        if (frozen.has(from)) continue;
        const bytes = limited ? change(buffer.subarray(0, read)) : buffer.subarray(0, read);
        for (let sent = 0; sent < read;) sent += await to.write(bytes.subarray(sent));
        brought += read;
        if (limited && brought > afterBytes && breaksLeft > 0) {
          breaksLeft--;
          break;
        }
      }
    } catch {
      // The other direction has ended.
    } finally {
      close(from);
      close(to);
    }
  }
  async function accept(): Promise<void> {
    for await (const near of listener) {
      if (isCut) {
        near.close();
        continue;
      }
      const far = await Deno.connect({ hostname, port: Number(port) });
      open.add(near).add(far);
      for (const running of [flow(near, far, false), flow(far, near, true)]) {
        flows.add(running);
        void running.then(() => flows.delete(running));
      }
    }
  }
  const accepting = accept();
  return {
    url: `http://127.0.0.1:${listener.addr.port}`,
    get breaksLeft() {
      return breaksLeft;
    },
    freeze() {
      for (const connection of open) frozen.add(connection);
      return open.size / 2;
    },
    cut() {
      isCut = true;
      for (const connection of open) close(connection);
    },
    mend() {
      isCut = false;
    },
    async [Symbol.asyncDispose]() {
      listener.close();
      await accepting;
      for (const connection of open) close(connection);
      await Promise.all(flows);
    },
  };
}

/** Starts a session over HTTP and resolves with its id. */
export async function create(url: string, query: string, title = ""): Promise<string> {
  const response = await fetch(`${url}/sessions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query, title }),
  });
  const session = await response.json();
  assertEquals(response.status, 201, JSON.stringify(session));
  return session.session_id;
}

/** Substitutions of alkyl bromides, each chain one carbon longer than the one before, over and over. */
export function alkylations(length: number): string {
  return Array.from({ length }, (_, i) => {
    const chain = "C".repeat(1 + i % 40);
    return `${chain}Br.O>>${chain}O.Br`;
  }).join("\n");
}
