/** Reads tokens and keys again when their files change, so that a token can be added or revoked without a restart. */
import type { AuthenticationSettings } from "../../config/access_settings.ts";
import type { Log } from "../../log.ts";
import type { Authentication } from "./authentication.ts";

/**
 * How often the files are looked at, in milliseconds. Secrets that are mounted change by links, which no watcher
 * reports.
 */
const LOOK_MS = 2_000;

export interface CredentialFilesOptions {
  readonly settings: AuthenticationSettings;
  readonly authentication: Authentication;
  readonly log: Log;
}

export class CredentialFiles implements Disposable {
  readonly #options: CredentialFilesOptions;
  readonly #paths: readonly string[];
  readonly #timer: ReturnType<typeof setInterval> | undefined;
  #seen: string;

  constructor(options: CredentialFilesOptions) {
    const { tokensFile, jwtSecretFile, jwtKeysFile } = options.settings;
    this.#options = options;
    this.#paths = [tokensFile, jwtSecretFile, jwtKeysFile].filter((path) => path !== null);
    this.#seen = this.#look();
    if (this.#paths.length > 0) this.#timer = setInterval(() => void this.#readIfChanged(), LOOK_MS);
  }

  /** Reads the files now. A file that cannot be used is logged, and what was read before stays in force. */
  async readAgain(): Promise<void> {
    const { authentication, log } = this.#options;
    this.#seen = this.#look();
    if (this.#paths.length === 0) return;
    try {
      await authentication.readAgain();
      log.info("Tokens and keys read again");
    } catch (error) {
      log.error("Tokens and keys could not be read again; those read before stay in force", { error });
    }
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }

  async #readIfChanged(): Promise<void> {
    if (this.#look() !== this.#seen) await this.readAgain();
  }

  /** What tells that a file is another one than before, of all files. */
  #look(): string {
    return this.#paths.map((path) => {
      try {
        const { ino, mtime, size } = Deno.statSync(path);
        return `${ino} ${mtime?.getTime()} ${size}`;
      } catch {
        return "missing";
      }
    }).join();
  }
}
