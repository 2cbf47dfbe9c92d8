/** The database locked by another process, as a backup or a tool would. */
export interface Lock extends AsyncDisposable {
  /** Ends the other process; idempotent. */
  release(): Promise<void>;
}

/** Resolves once another process holds the write lock of the database at `path`. */
export async function lockDatabase(path: string): Promise<Lock> {
  const locker = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", new URL("./lock_database.ts", import.meta.url).href, path],
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
