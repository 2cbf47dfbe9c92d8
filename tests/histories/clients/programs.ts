/** Finds the programs that are clients. */
import { findProgram } from "../../support/programs.ts";
import { openBrowser } from "./chromium_client.ts";
import type { Programs } from "./client_crowd.ts";

/** Looks for curl and Chromium, and starts the latter; disposing closes it. */
export async function openPrograms(): Promise<Programs & AsyncDisposable> {
  const path = findProgram("chromium");
  const opened = path === undefined ? null : await openBrowser(path);
  return {
    chromium: opened?.browser ?? null,
    curl: await hasCurl(),
    async [Symbol.asyncDispose]() {
      await opened?.[Symbol.asyncDispose]();
    },
  };
}

async function hasCurl(): Promise<boolean> {
  try {
    return (await new Deno.Command("curl", { args: ["--version"], stdout: "null" }).output()).success;
  } catch {
    return false;
  }
}
