/** Version of the program, and the Git commit that it was built from. */
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const VERSION = "0.2.0";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** The first digits of the commit: in a checkout the one checked out, in an executable that of its build, or `unknown`. */
export const COMMIT = Deno.build.standalone ? shortened(read("build/commit")) : shortened(checkedOut());

/** `rxnstream 0.2.0 (abc1234)`. */
export const VERSION_LINE = `rxnstream ${VERSION} (${COMMIT})`;

/**
 * The commit of the checkout that this file lies in. Git's files are read rather than Git asked: every chem process needs
 * it as it starts, and there may be no Git. Source: gitrepository-layout(5), gitfiles in gitglossary(7).
 */
function checkedOut(): string {
  const own = resolve(ROOT, /^gitdir: (.+)$/m.exec(read(".git"))?.[1] ?? ".git");
  const head = read(`${own}/HEAD`).trim();
  const ref = /^ref: (refs\/.+)$/.exec(head)?.[1];
  if (ref === undefined) return head;
  // A worktree shares its branches with the repository that it belongs to.
  const shared = resolve(own, read(`${own}/commondir`).trim());
  const packed = read(`${shared}/packed-refs`).split("\n").find((line) => line.endsWith(` ${ref}`));
  return read(`${shared}/${ref}`) || (packed ?? "");
}

function shortened(commit: string): string {
  return /^[0-9a-f]{7}/.exec(commit)?.[0] ?? "unknown";
}

/** Text of a file, by its path from the program's folder; empty if it cannot be read. */
function read(path: string): string {
  try {
    return Deno.readTextFileSync(resolve(ROOT, path));
  } catch {
    return "";
  }
}
