/** The commands and options of `rxnstream`. */
import { Argument, Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { RXN_VERSIONS } from "../chem_results.ts";
import {
  CHEM_OPTIONS,
  CLIENT_OPTIONS,
  environmentName,
  type OptionSpec,
  type OptionValues,
  readChemConfig,
  readClientConfig,
  readEnvironment,
  readServeConfig,
  SERVE_OPTIONS,
} from "../config.ts";
import { RxnstreamError } from "../errors.ts";
import { errorText } from "../log.ts";
import { startStoreThread } from "../store/store_client.ts";
import { INPUT_FORMATS } from "../types.ts";
import { VERSION } from "../version.ts";
import { EXIT_CODES } from "./exit_codes.ts";
import { OutputClosed, printError } from "./output.ts";
import { keepFilesPrivate } from "./private_files.ts";
import { RUN_FORMATS } from "./run_format.ts";
import { ServerError, serverUrl } from "./server_client.ts";

const DEFAULT_SERVER = "http://localhost:8000";

const EXIT_CODE_HELP = `
Exit codes: 0 all reactions valid, 1 some failed, 2 usage or input error, 3 server or network error.`;

const VERIFY_EXIT_CODE_HELP = `
Exit codes: 0 all rows the same, 1 some differ or are no rows, 2 usage error or nothing to verify, 3 no chemistry.`;

/**
 * Runs one command; resolves with the exit code of the process. Never rejects.
 *
 * What a command needs is imported when it runs: most of the time until a server answers goes into loading modules.
 */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  let exitCode: number = EXIT_CODES.ok;
  const program = new Command("rxnstream")
    .description("Chemical reactions in, every step of the work on them out as server-sent events.")
    .version(VERSION, "-V, --version")
    .showHelpAfterError("(--help shows the options)")
    .exitOverride();

  withSpecs(program.command("serve"), SERVE_OPTIONS)
    .description("serve sessions, their streams and the page (the default)")
    .action(async (_options, command: Command) => {
      const config = readServeConfig(valuesOf(command));
      await keepFilesPrivate(config.data);
      // The thread of the database loads its modules while this one does.
      const storeThread = startStoreThread();
      const { serve } = await import("./serve.ts");
      exitCode = await serve(config, storeThread);
    });

  withSpecs(program.command("recover"), SERVE_OPTIONS.filter(({ name }) => name === "data"))
    .description("save what can be read of a damaged database; the damaged file is kept")
    .addOption(ownOption("--force", "make a sound database anew, too"))
    .action(async ({ force = false }, command: Command) => {
      const { data } = readServeConfig(valuesOf(command));
      if (await isFolder(data)) await keepFilesPrivate(data);
      const { recover } = await import("./recover.ts");
      exitCode = await recover(data, force);
    });

  withSpecs(program.command("run"), CHEM_OPTIONS)
    .description("work through a file without a server: one row per reaction on standard output")
    .argument("<file>", "file with reactions, or - for standard input")
    .addOption(ownOption("--format <format>", "what to print").choices(RUN_FORMATS).default("table"))
    .addOption(inputFormatOption().default("auto"))
    .addOption(
      ownOption("--rxn-version <version>", "connection tables of --format rdf").choices(RXN_VERSIONS)
        .default("v2000"),
    )
    .addHelpText("after", EXIT_CODE_HELP)
    .action(async (file, { format, inputFormat, rxnVersion }, command: Command) => {
      // A person reads the rows; what the engine says of itself is wanted only on request.
      const logLevel = readEnvironment(environmentName("log-level")) ?? "error";
      const config = readChemConfig({ "log-level": logLevel, ...definedValues(command) });
      const { run } = await import("./run.ts");
      exitCode = await run({ file, format, inputFormat, rxnVersion }, config);
    });

  withSpecs(program.command("verify"), CHEM_OPTIONS)
    .description("compute the rows of a finished session again and compare them byte by byte")
    .argument("<file>", "rows of run --format jsonl or of a session's export.jsonl, or - for standard input")
    .addHelpText("after", VERIFY_EXIT_CODE_HELP)
    .action(async (file, _options, command: Command) => {
      const logLevel = readEnvironment(environmentName("log-level")) ?? "error";
      const config = readChemConfig({ "log-level": logLevel, ...definedValues(command) });
      const { verify } = await import("./verify.ts");
      exitCode = await verify(file, config);
    });

  withSpecs(program.command("submit"), CLIENT_OPTIONS)
    .description("hand a file to a running server; prints the session's id")
    .argument("<file>", "file with reactions, or - for standard input")
    .addArgument(serverArgument())
    .addOption(ownOption("--title <title>", "title of the session"))
    .addOption(inputFormatOption())
    .option("--watch", `follow the session to its end (${environmentName("watch")})`, isSet("watch"))
    .addOption(eventFormatOption())
    .addHelpText("after", EXIT_CODE_HELP)
    .action(async (file, url, options, command: Command) => {
      const client = readClientConfig(valuesOf(command));
      const { submit } = await import("./submit.ts");
      exitCode = await submit({
        server: serverUrl(url),
        file,
        title: options.title,
        inputFormat: options.inputFormat,
        token: client.token,
        watch: options.watch ? { format: options.format, after: 0, ...client } : undefined,
      });
    });

  withSpecs(program.command("watch"), CLIENT_OPTIONS)
    .description("follow the events of a session until it ends, resuming over broken connections")
    .argument("<session_id>", "the session")
    .addArgument(serverArgument())
    .addOption(eventFormatOption())
    .addOption(
      ownOption("--after <id>", "number of the last event that is not wanted").argParser(wholeNumber).default(
        0,
      ),
    )
    .addHelpText("after", EXIT_CODE_HELP)
    .action(async (sessionId, url, { format, after }, command: Command) => {
      const client = readClientConfig(valuesOf(command));
      const { watch } = await import("./watch.ts");
      exitCode = await watch({ server: serverUrl(url), sessionId, format, after, ...client });
    });

  try {
    await program.parseAsync(withCommand(args), { from: "user" });
    return exitCode;
  } catch (error) {
    return failureCode(error);
  }
}

/**
 * Puts `serve`, the default, before options that stand alone.
 * Commander's own default command would take a mistyped command for an argument of `serve`.
 */
function withCommand(args: readonly string[]): string[] {
  const [first = ""] = args;
  const isOfProgram = /^(-h|--help|-V|--version)$/.test(first);
  return args.length === 0 || first.startsWith("-") && !isOfProgram ? ["serve", ...args] : [...args];
}

/** Says what went wrong, once, and what it means for the exit code. */
function failureCode(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_CODES.ok : EXIT_CODES.usage;
  if (error instanceof OutputClosed) return EXIT_CODES.ok;
  printError(`rxnstream: ${errorText(error)}`);
  const isInput = error instanceof RxnstreamError && error.code === "input_invalid" ||
    error instanceof ServerError && error.status >= 400 && error.status < 500;
  return isInput ? EXIT_CODES.usage : EXIT_CODES.server;
}

/** Adds options whose value, if it is not given, comes from the environment or the fallback. */
function withSpecs(command: Command, specs: readonly OptionSpec[]): Command {
  for (const { name, value, description, fallback } of specs) {
    const help = `${description} (${environmentName(name)}${fallback === "" ? "" : `, default ${fallback}`})`;
    command.addOption(new Option(value === "" ? `--${name}` : `--${name} <${value}>`, help));
  }
  return command;
}

/** An option of one command alone, whose value commander takes from the environment if it is not given. */
function ownOption(flags: string, description: string): Option {
  const option = new Option(flags, description);
  return option.env(environmentName(option.name()));
}

/** Commander would take any value of the variable for a yes, also `false`. */
function isSet(option: string): boolean {
  return /^(1|true|yes|on)$/i.test(readEnvironment(environmentName(option)) ?? "");
}

function inputFormatOption(): Option {
  return ownOption("--input-format <format>", "how to read the file").choices(INPUT_FORMATS);
}

function eventFormatOption(): Option {
  return ownOption("--format <format>", "how to print events").choices(["text", "jsonl"]).default("text");
}

function serverArgument(): Argument {
  return new Argument("[url]", "address of the server").default(DEFAULT_SERVER);
}

/** To recover makes no folder that somebody has mistyped. */
async function isFolder(path: string): Promise<boolean> {
  return await Deno.stat(path).then(({ isDirectory }) => isDirectory, () => false);
}

function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError("It must be a whole number.");
  return Number(text);
}

/** The options given on the command line, by their names there. */
function valuesOf(command: Command): OptionValues {
  return Object.fromEntries(
    command.options.map((option) => {
      const value = command.getOptionValue(option.attributeName());
      return [option.name(), value === true ? "true" : value];
    }),
  );
}

function definedValues(command: Command): OptionValues {
  return Object.fromEntries(Object.entries(valuesOf(command)).filter(([, value]) => value !== undefined));
}
