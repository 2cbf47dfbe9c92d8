/** The tokens of a guarded server, and how clients send them. */

export interface Token {
  readonly name: string;
  readonly token: string;
  readonly scopes: readonly ("create" | "read")[];
}

/** Creates the sessions of a round. */
export const MAKER: Token = { name: "maker", token: "maker-5b1c0c8e2f7d4a69", scopes: ["create", "read"] };
/** Follows them. */
export const READER: Token = { name: "reader", token: "reader-0e9d3f6b8c2a4715", scopes: ["read"] };
/** Creates its own sessions, and must not touch those of others. */
export const STRANGER: Token = {
  name: "stranger",
  token: "stranger-7c41d2e9a05b3f86",
  scopes: ["create", "read"],
};
/** A client whose token the server does not know. */
export const NOBODY: Token = { name: "nobody", token: "nobody-1f2e3d4c5b6a7988", scopes: ["create", "read"] };

/** Writes the file for `--tokens`, and returns the server's options with it, without any limits. */
export async function writeTokens(path: string): Promise<Readonly<Record<string, string>>> {
  await Deno.writeTextFile(path, JSON.stringify([MAKER, READER, STRANGER]), { mode: 0o600 });
  const limits = [
    "requests",
    "sessions-per-hour",
    "mib-per-hour",
    "waiting",
    "streams-per-address",
    "streams",
  ];
  return { tokens: path, ...Object.fromEntries(limits.map((name) => [`max-${name}`, "0"])) };
}

/** The name under which sessions remember who created them. */
export function ownerName({ name }: Token): string {
  return `token:${name}`;
}

export function bearer({ token }: Token): Readonly<Record<string, string>> {
  return { Authorization: `Bearer ${token}` };
}
