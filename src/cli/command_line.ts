/** The commands and options of `rxnstream`. */
import { Command, CommanderError, Option } from "commander";
import {
  environmentName,
  type OptionSpec,
  type OptionValues,
  readServeConfig,
  SERVE_OPTIONS,
  VERSION,
} from "../config.ts";
import { RxnstreamError } from "../errors.ts";
import { errorText } from "../log.ts";
import { EXIT_CODES } from "./exit_codes.ts";
import { serve } from "./serve.ts";

/** Runs one command; resolves with the exit code of the process. Never rejects. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  let exitCode: number = EXIT_CODES.ok;
  const program = new Command("rxnstream")
    .description("Chemical reactions in, every step of the work on them out as server-sent events.")
    .version(VERSION)
    .exitOverride();
  withOptions(program.command("serve", { isDefault: true }), SERVE_OPTIONS)
    .description("serve sessions, their streams and the page (the default)")
    .action(async (_options, command: Command) => {
      exitCode = await serve(readServeConfig(valuesOf(command)));
    });
  try {
    await program.parseAsync([...args], { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_CODES.ok : EXIT_CODES.usage;
    // deno-lint-ignore no-console -- a command line speaks on standard error
    console.error(`rxnstream: ${errorText(error)}`);
    const code = error instanceof RxnstreamError ? error.code : undefined;
    return code === "input_invalid" ? EXIT_CODES.usage : EXIT_CODES.server;
  }
}

/** Adds options whose value, if it is not given, comes from the environment or the fallback. */
function withOptions(command: Command, specs: readonly OptionSpec[]): Command {
  for (const { name, value, description, fallback } of specs) {
    const help = `${description} (${environmentName(name)}${fallback === "" ? "" : `, default ${fallback}`})`;
    command.addOption(new Option(`--${name} <${value}>`, help));
  }
  return command;
}

/** The options given on the command line, by their names there. */
function valuesOf(command: Command): OptionValues {
  return Object.fromEntries(
    command.options.map((option) => [option.name(), command.getOptionValue(option.attributeName())]),
  );
}
