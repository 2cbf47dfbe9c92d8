/** One attack on a running server, and its effect on the server and on other clients. */
import { type AttackedServer, folderBytes, startAttacked } from "./attacked_server.ts";
import type { Felt } from "./bystander.ts";

/** What an attack is given. */
export interface Scene {
  readonly server: AttackedServer;
  readonly url: string;
  readonly data: string;
  readonly checkout: URL;
  /** Multiplies what takes long to set up; 1 is what the table in the README was made with. */
  readonly scale: number;
}

/** How an attack went, if the attacked server does not report it. */
export interface Outcome {
  readonly said: string;
  readonly survived: boolean;
  readonly peakMib?: number;
}

export interface Attack {
  readonly name: string;
  /** No bystander: the attack is on servers that it starts itself. */
  readonly isAlone?: boolean;
  /** Further arguments of `serve`. */
  readonly args?: readonly string[];
  /** Prepares what the attack needs before measuring starts: sessions, files of the database. Returns what `run` is given. */
  prepare?(scene: Scene): Promise<string>;
  /** Attacks; resolves with a short result when it is over. */
  run(scene: Scene, prepared: string): Promise<string | Outcome>;
}

export interface Result {
  readonly name: string;
  readonly survived: boolean;
  readonly peakMib: number;
  readonly diskMib: number;
  readonly seconds: number;
  readonly felt: Felt | null;
  readonly said: string;
}

/** Runs one attack on a new server with an empty folder. */
export async function runAttack(attack: Attack, checkout: URL, scale: number): Promise<Result> {
  const data = await Deno.makeTempDir({ prefix: "rxnstream-attack-" });
  try {
    const server = await startAttacked(checkout, data, attack.args ? { args: attack.args } : {});
    if (server === null) throw new Error("The server does not start");
    await using _server = server;
    const scene: Scene = { server, url: server.url, data, checkout, scale };
    const prepared = await attack.prepare?.(scene) ?? "";
    const bystander = attack.isAlone ? null : new Bystander(server.url);
    const begin = performance.now();
    const went = await attack.run(scene, prepared).catch((error) => `failed: ${error.message}`);
    const seconds = (performance.now() - begin) / 1_000;
    const outcome = typeof went === "string" ? { said: went, survived: server.isAlive } : went;
    const felt = await bystander?.felt() ?? null;
    const diskMib = folderBytes(data) / 1024 / 1024;
    return { name: attack.name, peakMib: server.peakMib(), diskMib, seconds, felt, ...outcome };
  } finally {
    await Deno.remove(data, { recursive: true });
  }
}

/** See `bystander.ts`. */
class Bystander {
  readonly #child: Deno.ChildProcess;

  constructor(url: string) {
    this.#child = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--quiet", import.meta.resolve("./bystander.ts"), url],
      stdin: "piped",
      stdout: "piped",
      stderr: "null",
    }).spawn();
  }

  /** Lets it finish its work, and returns what it measured. */
  async felt(): Promise<Felt> {
    await this.#child.stdin.close();
    const { stdout } = await this.#child.output();
    const { health, session, event, sessions } = JSON.parse(new TextDecoder().decode(stdout));
    const endless = (value: number | null) => value ?? Infinity;
    return { health: endless(health), session: endless(session), event: endless(event), sessions };
  }
}
