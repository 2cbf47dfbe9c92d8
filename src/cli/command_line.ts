/** The commands and options of `rxnstream`. */
import { Argument, Command, CommanderError, Option } from "commander";
import { environmentName } from "../config/environment.ts";
import { type OptionTable, type OptionValues, readOptions } from "../config/option.ts";
import { COMMAND_OPTIONS, EVENTS, MCP, NAMES, OFFLINE_CHEM, RUN, SUBMIT, WATCH } from "../config/options.ts";
import {
  readClientConfig,
  readLlmConfig,
  readPrivateServeConfig,
  readServeConfig,
} from "../config/read_config.ts";
import { RxnstreamError } from "../errors.ts";
import { errorText } from "../log.ts";
import { startStoreThread } from "../store/store_client.ts";
import { VERSION_LINE } from "../version.ts";
import { EXIT_CODES } from "./exit_codes.ts";
import { OutputClosed, printError } from "./output.ts";
import { keepFilesPrivate } from "./private_files.ts";
import { ServerError, serverUrl } from "./server_client.ts";

const DEFAULT_SERVER = "http://localhost:8000";

const EXIT_CODE_HELP = `
Exit codes: 0 all reactions valid, 1 some failed, 2 usage or input error, 3 server or network error.`;

const VERIFY_EXIT_CODE_HELP = `
Exit codes: 0 all rows the same, 1 some differ or are not rows, 2 usage error or nothing to verify, 3 no chemistry.`;

const NAMES_EXIT_CODE_HELP = `
Exit codes: 0 all names read, 1 some not read, 2 usage or input error, 3 no chemistry.`;

/**
 * Runs one command; resolves with the exit code of the process. Never rejects.
 *
 * Each command's modules are imported only when it runs: loading modules takes most of a server's start.
 */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  let exitCode: number = EXIT_CODES.ok;
  const program = new Command("rxnstream")
    .description("Chemical reactions in, every step of their processing out as server-sent events.")
    .version(VERSION_LINE, "-V, --version")
    .showHelpAfterError("(--help shows the options)")
    .exitOverride();

  withOptions(program.command("serve"), COMMAND_OPTIONS.serve)
    .description("serve sessions, their streams and the page (the default)")
    .action(async (_options, command: Command) => {
      const config = readServeConfig(valuesOf(command));
      await keepFilesPrivate(config.data);
      // The database thread loads its modules while this thread loads the server's.
      const storeThread = startStoreThread();
      const { serve } = await import("./serve.ts");
      exitCode = await serve(config, storeThread);
    });

  withOptions(program.command("recover"), COMMAND_OPTIONS.recover)
    .description("save what can be read of a damaged database; the damaged file is kept")
    .action(async (_options, command: Command) => {
      const { data, isForced } = readOptions(COMMAND_OPTIONS.recover, valuesOf(command));
      if (await isFolder(data)) await keepFilesPrivate(data);
      const { recover } = await import("./recover.ts");
      exitCode = await recover(data, isForced);
    });

  withOptions(program.command("backup"), COMMAND_OPTIONS.backup)
    .description("copy the database to a new file, also while the server runs")
    .argument("<file>", "the new file")
    .action(async (file, _options, command: Command) => {
      const { data } = readOptions(COMMAND_OPTIONS.backup, valuesOf(command));
      if (await isFolder(data)) await keepFilesPrivate(data);
      const { backup } = await import("./backup.ts");
      exitCode = await backup(file, data);
    });

  withOptions(program.command("restore"), COMMAND_OPTIONS.restore)
    .description("make the database of a folder that has none from a backup")
    .argument("<file>", "the backup")
    .action(async (file, _options, command: Command) => {
      const { data } = readOptions(COMMAND_OPTIONS.restore, valuesOf(command));
      await keepFilesPrivate(data);
      const { restore } = await import("./backup.ts");
      exitCode = await restore(file, data);
    });

  const token = program.command("token").description("make, list and revoke the tokens of a server's file");
  withOptions(token.command("create"), COMMAND_OPTIONS["token create"])
    .description("add a token to the file and print it: it cannot be printed again")
    .argument("<name>", "whom it is for")
    .action(async (name, _options, command: Command) => {
      const { createToken } = await import("./token.ts");
      exitCode = await createToken(name, readOptions(COMMAND_OPTIONS["token create"], valuesOf(command)));
    });
  withOptions(token.command("list"), COMMAND_OPTIONS["token list"])
    .description("print the names in the file and what each may do")
    .action(async (_options, command: Command) => {
      const { listTokens } = await import("./token.ts");
      exitCode = await listTokens(readOptions(COMMAND_OPTIONS["token list"], valuesOf(command)));
    });
  withOptions(token.command("revoke"), COMMAND_OPTIONS["token revoke"])
    .description("take a token out of the file; a running server refuses it within seconds")
    .argument("<name>", "whom it is for")
    .action(async (name, _options, command: Command) => {
      const { revokeToken } = await import("./token.ts");
      exitCode = await revokeToken(name, readOptions(COMMAND_OPTIONS["token revoke"], valuesOf(command)));
    });

  withOptions(program.command("run"), COMMAND_OPTIONS.run)
    .description("process a file without a server: one row per reaction on standard output")
    .argument("<file>", "file with reactions, or - for standard input")
    .addHelpText("after", EXIT_CODE_HELP)
    .action(async (file, _options, command: Command) => {
      const values = valuesOf(command);
      const options = { file, ...readOptions(RUN, values) };
      const config = readOptions(OFFLINE_CHEM, values);
      const { run } = await import("./run.ts");
      exitCode = await run(options, config, readLlmConfig(values));
    });

  withOptions(program.command("verify"), COMMAND_OPTIONS.verify)
    .description("compute the rows of a finished session again and compare them byte by byte")
    .argument("<file>", "rows of run --format jsonl or of a session's export.jsonl, or - for standard input")
    .addHelpText("after", VERIFY_EXIT_CODE_HELP)
    .action(async (file, _options, command: Command) => {
      const config = readOptions(COMMAND_OPTIONS.verify, valuesOf(command));
      const { verify } = await import("./verify.ts");
      exitCode = await verify(file, config);
    });

  withOptions(program.command("names"), COMMAND_OPTIONS.names)
    .description("read names of compounds, one in each line: one row per name on standard output")
    .argument("<file>", "file with names, or - for standard input")
    .addHelpText("after", NAMES_EXIT_CODE_HELP)
    .action(async (file, _options, command: Command) => {
      const values = valuesOf(command);
      const { format } = readOptions(NAMES, values);
      const config = readOptions(OFFLINE_CHEM, values);
      const { names } = await import("./names.ts");
      exitCode = await names(file, format, config);
    });

  withOptions(program.command("mcp"), COMMAND_OPTIONS.mcp)
    .description("offer the tools for agents over standard input and output (Model Context Protocol)")
    .action(async (_options, command: Command) => {
      const values = valuesOf(command);
      const { server } = readOptions(MCP, values);
      const { token } = readClientConfig(values);
      const { mcp } = await import("./mcp.ts");
      exitCode = await mcp({ server, token, config: (data) => readPrivateServeConfig(values, data) });
    });

  withOptions(program.command("submit"), COMMAND_OPTIONS.submit)
    .description("send a file to a running server; prints the session's id")
    .argument("<file>", "file with reactions, or - for standard input")
    .addArgument(serverArgument())
    .addHelpText("after", EXIT_CODE_HELP)
    .action(async (file, url, _options, command: Command) => {
      const values = valuesOf(command);
      const client = readClientConfig(values);
      const { isWatching, ...options } = readOptions(SUBMIT, values);
      const { format } = readOptions(EVENTS, values);
      const { submit } = await import("./submit.ts");
      exitCode = await submit({
        server: serverUrl(url),
        file,
        ...options,
        token: client.token,
        watch: isWatching ? { format, after: 0, ...client } : null,
      });
    });

  withOptions(program.command("watch"), COMMAND_OPTIONS.watch)
    .description("follow the events of a session until it ends, reconnecting when the connection breaks")
    .argument("<session_id>", "the session")
    .addArgument(serverArgument())
    .addHelpText("after", EXIT_CODE_HELP)
    .action(async (sessionId, url, _options, command: Command) => {
      const values = valuesOf(command);
      const client = readClientConfig(values);
      const options = readOptions({ ...EVENTS, ...WATCH }, values);
      const { watch } = await import("./watch.ts");
      exitCode = await watch({ server: serverUrl(url), sessionId, ...options, ...client });
    });

  try {
    await program.parseAsync(withCommand(args), { from: "user" });
    return exitCode;
  } catch (error) {
    return failureCode(error);
  }
}

/**
 * Puts `serve`, the default command, before options without a command.
 * Commander's own default command would take a mistyped command for an argument of `serve`.
 */
function withCommand(args: readonly string[]): string[] {
  const [first = ""] = args;
  const isOfProgram = /^(-h|--help|-V|--version)$/.test(first);
  return args.length === 0 || first.startsWith("-") && !isOfProgram ? ["serve", ...args] : [...args];
}

/** Prints what went wrong, once, and returns the exit code. */
function failureCode(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_CODES.ok : EXIT_CODES.usage;
  if (error instanceof OutputClosed) return EXIT_CODES.ok;
  printError(`rxnstream: ${errorText(error)}`);
  const isInput = error instanceof RxnstreamError && error.code === "input_invalid" ||
    error instanceof ServerError && error.status >= 400 && error.status < 500;
  return isInput ? EXIT_CODES.usage : EXIT_CODES.server;
}

/** Adds options to the help and the parser; their values are read and checked by `readOptions`. */
function withOptions(command: Command, table: OptionTable): Command {
  for (const { name, value, description, default: fallback } of Object.values(table)) {
    const help = `${description} (${environmentName(name)}${fallback === "" ? "" : `, default ${fallback}`})`;
    command.addOption(new Option(value === "" ? `--${name}` : `--${name} <${value}>`, help));
  }
  return command;
}

function serverArgument(): Argument {
  return new Argument("[url]", "address of the server").default(DEFAULT_SERVER);
}

/** So that `recover` does not create a folder whose name was mistyped. */
async function isFolder(path: string): Promise<boolean> {
  return await Deno.stat(path).then(({ isDirectory }) => isDirectory, () => false);
}

/** The options given on the command line, by name. */
function valuesOf(command: Command): OptionValues {
  return Object.fromEntries(
    command.options.map((option) => {
      const value = command.getOptionValue(option.attributeName());
      return [option.name(), value === true ? "true" : value];
    }),
  );
}
