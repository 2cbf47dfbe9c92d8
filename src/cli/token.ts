/** `rxnstream token`: makes, lists and revokes the tokens in the file of `--tokens`. */
import { RxnstreamError } from "../errors.ts";
import { readTokenEntries, sha256, type TokenEntry } from "../http/access/token_file.ts";
import { EXIT_CODES } from "./exit_codes.ts";
import { printLine } from "./output.ts";

/** Random bytes of a token: nobody guesses 256 bits. */
const TOKEN_BYTES = 32;

interface TokenOptions {
  readonly tokensFile: string | null;
}

interface CreateOptions extends TokenOptions {
  readonly scopes: readonly string[];
  readonly sessions: readonly string[];
}

/** Adds a token of this name to the file, which is made if there is none, and prints the token. */
export async function createToken(
  name: string,
  { tokensFile, scopes, sessions }: CreateOptions,
): Promise<number> {
  const token = hex(crypto.getRandomValues(new Uint8Array(TOKEN_BYTES)));
  await rewrite(fileOf(tokensFile), (entries) => {
    if (entries.some((entry) => entry.name === name)) {
      throw new RxnstreamError("input_invalid", `Cannot create the token: there is one named "${name}"`);
    }
    const entry = { name, token_sha256: hex(sha256(token)), scopes: scopes as TokenEntry["scopes"] };
    return [...entries, sessions.length === 0 ? entry : { ...entry, sessions: [...sessions] }];
  });
  await printLine(token);
  return EXIT_CODES.ok;
}

/** Prints one line per token: its name, its scopes, and the sessions that it is limited to. */
export async function listTokens({ tokensFile }: TokenOptions): Promise<number> {
  for (const { name, scopes, sessions } of await readTokenEntries(fileOf(tokensFile))) {
    await printLine(
      [name, scopes.join(","), ...(sessions === undefined ? [] : [sessions.join(",")])].join("\t"),
    );
  }
  return EXIT_CODES.ok;
}

/** Takes the token of this name out of the file. */
export async function revokeToken(name: string, { tokensFile }: TokenOptions): Promise<number> {
  await rewrite(fileOf(tokensFile), (entries) => {
    const others = entries.filter((entry) => entry.name !== name);
    if (others.length === entries.length) {
      throw new RxnstreamError("input_invalid", `Cannot revoke the token: there is none named "${name}"`);
    }
    return others;
  });
  return EXIT_CODES.ok;
}

function fileOf(path: string | null): string {
  if (path === null) throw new RxnstreamError("input_invalid", "Name the file of the tokens with --tokens");
  return path;
}

/**
 * Replaces the file in one step, so that a server that reads it meanwhile sees the old one or the new one. Who may read it stays
 * as it was; a new file is for its owner only.
 */
async function rewrite(
  path: string,
  change: (entries: readonly TokenEntry[]) => readonly TokenEntry[],
): Promise<void> {
  const before = await Deno.stat(path).catch((error: unknown) => {
    if (error instanceof Deno.errors.NotFound) return null;
    throw unwritable(path, error);
  });
  const target = before === null ? path : await Deno.realPath(path);
  const next = `${target}.new`;
  try {
    await Deno.writeTextFile(next, "", { createNew: true, mode: 0o600 });
  } catch (cause) {
    const isThere = cause instanceof Deno.errors.AlreadyExists;
    throw unwritable(
      path,
      isThere ? new Error(`another command is writing it; if none is, delete "${next}"`) : cause,
    );
  }
  try {
    const entries = change(before === null ? [] : await readTokenEntries(target));
    await Deno.writeTextFile(next, `${JSON.stringify(entries, null, 2)}\n`);
    await readTokenEntries(next);
    if (before?.mode && Deno.build.os !== "windows") await Deno.chmod(next, before.mode & 0o777);
    await Deno.rename(next, target);
  } catch (error) {
    await Deno.remove(next).catch(() => {});
    throw error instanceof RxnstreamError ? error : unwritable(path, error);
  }
}

function unwritable(path: string, cause: unknown): RxnstreamError {
  return new RxnstreamError("input_invalid", `Cannot write the tokens to "${path}"`, { cause });
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
