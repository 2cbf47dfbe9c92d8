import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { runCli } from "../support/cli_process.ts";
import { temporaryFolder } from "../support/folders.ts";
import { freePort, startServer } from "../support/server_process.ts";

const COMMANDS = ["serve", "run", "submit", "watch"];

Deno.test("--help lists every command and option on standard output", async () => {
  const program = await runCli(["--help"]);
  assertEquals([program.code, program.stderr], [0, ""]);
  for (const command of COMMANDS) assertMatch(program.stdout, new RegExp(`^  ${command} \\[options\\]`, "m"));
  for (const command of COMMANDS) {
    const { code, stdout, stderr } = await runCli([command, "--help"]);
    assertEquals([command, code, stderr], [command, 0, ""]);
    assertStringIncludes(stdout, `Usage: rxnstream ${command} [options]`);
    assertStringIncludes(stdout, "RXNSTREAM_");
  }
});

Deno.test("--version prints the same version with and without a command", async () => {
  const { code, stdout, stderr } = await runCli(["--version"]);
  assertMatch(stdout, /^rxnstream \d+\.\d+\.\d+ \(([0-9a-f]{7}|unknown)\)\n$/);
  assertEquals([code, stderr], [0, ""]);
  for (const command of COMMANDS) {
    assertEquals(await runCli([command, "--version"]), { code: 0, stdout, stderr: "" });
  }
});

Deno.test("An unusable command line exits with 2 and says why on standard error only", async () => {
  const cases: readonly (readonly [args: readonly string[], said: string])[] = [
    [["serv"], "unknown command 'serv'\n(Did you mean serve?)"],
    [["reactions.csv"], "unknown command 'reactions.csv'"],
    [["--prt", "1"], "unknown option '--prt'\n(Did you mean --port?)"],
    [["run"], "missing required argument 'file'"],
    [["run", "a", "b"], "too many arguments for 'run'"],
    [
      ["run", "a", "--format", "xml"],
      '--format must be one of table, jsonl, csv, rdf, smiles, pb, pbtxt, not "xml"',
    ],
    [["run", "a", "--nope"], "unknown option '--nope'"],
    [["watch", "id", "ftp://host"], '"ftp://host" is not the address of a server'],
    [["watch", "id", "--after", "-1"], '--after must be a number from 0, not "-1"'],
    [["serve", "--port", "65536"], '--port must be a number from 0 to 65535, not "65536"'],
    [["serve", "--port", "1.5"], '--port must be a whole number, not "1.5"'],
    [["serve", "--keep-alive", ""], '--keep-alive must be a number from 0.05 to 3600, not ""'],
    [
      ["serve", "--host", "0.0.0.0"],
      "Anybody in the network could use a server on --host 0.0.0.0: give --tokens, --jwt-secret-file or --jwt-keys, " +
      "or allow it with --allow-anonymous\n",
    ],
    [["serve", "--max-streams", "-1"], "--max-streams must be a number from 0"],
    [["watch", "id", "--token-file", "/nowhere/token"], 'Cannot read the token in "/nowhere/token"'],
    [["serve", "--log-level", "loud"], "--log-level must be one of debug, info"],
  ];
  for (const [args, said] of cases) {
    const { code, stdout, stderr } = await runCli(args);
    assertEquals([args, code, stdout], [args, 2, ""]);
    assertStringIncludes(stderr, said);
  }
});

Deno.test("Without a command it serves; options are read from the environment, and the command line wins", async () => {
  await using folder = await temporaryFolder();
  const port = freePort();
  const env = {
    RXNSTREAM_DATA: `${folder.path}/data`,
    RXNSTREAM_PORT: "none",
    RXNSTREAM_LOG_LEVEL: "silent",
  };
  const { code, stderr } = await runCli([], { env });
  assertEquals([code, stderr], [2, 'rxnstream: --port must be a number from 0 to 65535, not "none"\n']);
  await using server = await startServer({ command: null, args: ["--port", String(port)], env });
  assertEquals(server.url, `http://127.0.0.1:${port}`);
  assertEquals((await (await fetch(`${server.url}/healthz`)).json()).status, "ok");
  assertEquals((await Deno.stat(`${folder.path}/data/rxnstream.db`)).isFile, true);
  await server.end("SIGTERM");
  assertEquals(server.stderr, "");
});

Deno.test("A server that cannot use its data folder or its port says so and exits", async () => {
  await using folder = await temporaryFolder();
  const file = `${folder.path}/file`;
  await Deno.writeTextFile(file, "no database");
  const noFolder = await runCli(["serve", "--port", "0", "--data", `${file}/data`]);
  assertEquals([noFolder.code, noFolder.stdout], [3, ""]);
  assertMatch(noFolder.stderr, /^rxnstream: Cannot write to the data folder ".+": .+\n$/);

  await Deno.mkdir(`${folder.path}/broken`);
  await Deno.writeTextFile(`${folder.path}/broken/rxnstream.db`, "no database".repeat(1_000));
  const broken = await runCli(["serve", "--port", "0", "--data", `${folder.path}/broken`]);
  assertEquals([broken.code, broken.stdout], [3, ""]);
  assertMatch(broken.stderr, /^rxnstream: Cannot open the database ".+": it is not a database; .+\n$/);

  using taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = taken.addr as Deno.NetAddr;
  const noPort = await runCli(["serve", "--port", String(port), "--data", folder.path]);
  assertEquals([noPort.code, noPort.stdout], [3, ""]);
  assertMatch(noPort.stderr, /^rxnstream: Cannot listen on 127\.0\.0\.1:\d+: .+\n$/);
});

Deno.test("A server that requires a token takes it from an option, a file or the environment, and says so if there is none", async () => {
  await using folder = await temporaryFolder();
  const token = "alice-token-0123456789";
  await Deno.writeTextFile(
    `${folder.path}/tokens.json`,
    JSON.stringify([{ name: "alice", token, scopes: ["create", "read"] }]),
  );
  await Deno.writeTextFile(`${folder.path}/token`, `${token}\n`);
  await Deno.writeTextFile(`${folder.path}/one.smi`, "CCO>>CC=O\n");
  await using server = await startServer({
    data: `${folder.path}/data`,
    args: ["--tokens", `${folder.path}/tokens.json`],
  });
  const submit = (args: readonly string[], env = {}) =>
    runCli(["submit", `${folder.path}/one.smi`, server.url, "--watch", ...args], { env });
  const none = await submit([]);
  assertEquals([none.code, none.stdout], [2, ""]);
  assertMatch(
    none.stderr,
    /^rxnstream: The server at http:\S+ requires a token: give --token-file, or RXNSTREAM_TOKEN/,
  );
  const wrong = await submit(["--token", "wrong-token-0123456789"]);
  assertMatch(wrong.stderr, /does not accept this token/);
  assertEquals(wrong.stderr.includes("wrong-token"), false);
  for (
    const [args, env] of [
      [["--token", token], {}],
      [["--token-file", `${folder.path}/token`], {}],
      [[], { RXNSTREAM_TOKEN: token }],
      [[], { RXNSTREAM_TOKEN_FILE: `${folder.path}/token` }],
    ] as const
  ) {
    const { code, stdout } = await submit(args, env);
    assertEquals(code, 0);
    assertStringIncludes(stdout, "completed");
  }
});
