import { join } from "node:path";

/** A program that some tests need and that not every machine has. */
export type Program =
  | "apache2"
  | "caddy"
  | "chromium"
  | "curl"
  | "faketime"
  | "firefox"
  | "haproxy"
  | "ip"
  | "lighttpd"
  | "nginx"
  | "npm"
  | "prlimit"
  | "python3"
  | "varnishd"
  | "webkit";

/** What {@linkcode programTest} registers. */
export interface ProgramTest {
  readonly name: string;
  readonly program: Program;
  /** The test; `path` is where the program is. */
  readonly fn: (path: string, context: Deno.TestContext) => void | Promise<void>;
}

/** The names under which systems install each program, the most common first. */
const FILE_NAMES: Readonly<Record<Program, readonly string[]>> = {
  apache2: ["apache2"],
  caddy: ["caddy"],
  chromium: ["chromium", "chromium-browser", "google-chrome"],
  curl: ["curl"],
  faketime: ["faketime"],
  firefox: ["firefox-esr", "firefox"],
  haproxy: ["haproxy"],
  ip: ["ip"],
  lighttpd: ["lighttpd"],
  nginx: ["nginx"],
  npm: ["npm"],
  prlimit: ["prlimit"],
  python3: ["python3"],
  varnishd: ["varnishd"],
  webkit: ["WebKitWebDriver"],
};

/** Debian packages that are not named like their program. */
const PACKAGES: Partial<Record<Program, string>> = {
  firefox: "firefox-esr",
  ip: "iproute2",
  prlimit: "util-linux",
  python3: "python3 python3-httpx",
  varnishd: "varnish",
  webkit: "webkit2gtk-driver xvfb",
};

/** The line that installs a program on Debian and its derivatives. */
function installLine(program: Program): string {
  return `apt-get install -y ${PACKAGES[program] ?? program}`;
}

/**
 * Finds an installed program and returns its path.
 *
 * Looks through the folders of `searchPath`, by default those of PATH and then /usr/sbin, where servers live and
 * which the PATH of an ordinary user lacks. An earlier name wins over an earlier folder.
 */
export function findProgram(
  program: Program,
  searchPath: string = `${Deno.env.get("PATH") ?? ""}:/usr/sbin`,
): string | undefined {
  const folders = searchPath.split(":").filter((folder) => folder !== "");
  return FILE_NAMES[program].flatMap((name) => folders.map((folder) => join(folder, name))).find(
    isExecutable,
  );
}

function isExecutable(path: string): boolean {
  try {
    const { isFile, mode } = Deno.statSync(path);
    return isFile && ((mode ?? 0) & 0o111) !== 0;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return false;
    throw error;
  }
}

/**
 * Registers a test that needs a program of the machine.
 *
 * If the program is missing, the test is ignored and its name gives the line that installs it; with
 * RXNSTREAM_TEST_ALL=1 in the environment it is never ignored, and fails with that line.
 */
export function programTest({ name, program, fn }: ProgramTest): void {
  const path = findProgram(program);
  const needed = `needs ${program}: ${installLine(program)}`;
  Deno.test({
    name: path === undefined ? `${name} (${needed})` : name,
    ignore: path === undefined && Deno.env.get("RXNSTREAM_TEST_ALL") !== "1",
    fn(context) {
      if (path === undefined) throw new Error(`Cannot run this test: it ${needed}`);
      return fn(path, context);
    },
  });
}
