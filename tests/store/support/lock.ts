/** The database locked by another process, as a backup or a tool would. */
export interface Lock extends AsyncDisposable {
  /** Ends the other process; idempotent. */
  release(): Promise<void>;
}

/** Resolves once another process holds the write lock of the database at `path`. */
export function lockDatabase(path: string): Promise<Lock> {
  return lockWith("./lock_database.ts", path);
}

/** Resolves once another process has locked everybody out of the database at `path`; nobody may have it open. */
export function lockWholeDatabase(path: string): Promise<Lock> {
  return lockWith("./lock_database_whole.ts", path);
}

async function lockWith(script: string, path: string): Promise<Lock> {
  const locker = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", new URL(script, import.meta.url).href, path],
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const output = locker.stdout.getReader();
  const first = new TextDecoder().decode((await output.read()).value).trim();
  let released: Promise<void> | undefined;
  async function end(): Promise<void> {
    await locker.stdin.close();
    await locker.status;
    await output.cancel();
  }
  const release = () => released ??= end();
  if (first !== "locked") {
    await release();
    throw new Error(`The other process could not lock the database: "${first}"`);
  }
  return { release, [Symbol.asyncDispose]: release };
}
