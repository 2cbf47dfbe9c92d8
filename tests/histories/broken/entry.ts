/** A real server that breaks the promise chosen by `--variant NAME`; `none` breaks none. */
import type { ServiceParts } from "../../../src/cli/serve.ts";
import { runAdapted } from "../server/adapted_server.ts";
import { brokenContent } from "./broken_content.ts";
import * as delivery from "./broken_delivery.ts";
import * as logs from "./broken_logs.ts";
import { pacedAgent } from "./paced_agent.ts";

const VARIANTS: Readonly<Record<string, (parts: ServiceParts) => ServiceParts>> = {
  ...delivery,
  ...logs,
  brokenContent,
  none: (parts) => parts,
  tokensIgnored: (parts) => parts,
};

const name = Deno.args[Deno.args.indexOf("--variant") + 1] ?? "";
const breakIt = VARIANTS[name];
if (breakIt === undefined) throw new Error(`There is no variant "${name}"`);
/** A server on which anybody may do anything, whatever `--tokens` says. */
const args = name === "tokensIgnored"
  ? Deno.args.filter((arg, index) => arg !== "--tokens" && Deno.args[index - 1] !== "--tokens")
  : Deno.args;
await runAdapted(args, (parts) => breakIt({ ...parts, agents: [pacedAgent] }));
