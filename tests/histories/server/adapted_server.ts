/** `rxnstream serve` as a separate program with some parts replaced; its arguments are `--name value` pairs. */
import { deadline } from "@std/async";
import { type ServiceParts, startService } from "../../../src/cli/serve.ts";
import { readServeConfig } from "../../../src/config/read_config.ts";
import { VERSION } from "../../../src/version.ts";
import { printLine } from "../../../src/cli/output.ts";

/** Serves until SIGTERM comes. */
export async function runAdapted(
  args: readonly string[],
  adapt: (parts: ServiceParts) => ServiceParts,
): Promise<void> {
  const values: Record<string, string> = {};
  for (let at = 0; at + 1 < args.length; at += 2) {
    values[(args[at] ?? "").replace(/^--/, "")] = args[at + 1] ?? "";
  }
  const service = await startService(readServeConfig(values), { adapt });
  const signalled = Promise.withResolvers<void>();
  Deno.addSignalListener("SIGTERM", signalled.resolve);
  await printLine(`rxnstream ${VERSION} on ${service.url}`);
  await signalled.promise;
  await deadline(service.stop(), 4_500).catch(() => {});
  Deno.exit(0);
}
