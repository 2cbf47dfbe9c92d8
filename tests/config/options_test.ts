import { assertEquals, assertThrows } from "@std/assert";
import { environmentName } from "../../src/config/environment.ts";
import { type OptionSpec, type OptionTable, readOptions } from "../../src/config/option.ts";
import { COMMAND_OPTIONS, EVENTS, RECOVER, RUN, SUBMIT } from "../../src/config/options.ts";
import { readServeConfig } from "../../src/config/read_config.ts";
import { RxnstreamError } from "../../src/errors.ts";

/** Runs `read` with these variables in the environment, and restores the environment. */
function withEnvironment<Value>(variables: Readonly<Record<string, string>>, read: () => Value): Value {
  const before = Object.keys(variables).map((name) => [name, Deno.env.get(name)] as const);
  for (const [name, value] of Object.entries(variables)) Deno.env.set(name, value);
  try {
    return read();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) Deno.env.delete(name);
      else Deno.env.set(name, value);
    }
  }
}

function errorOf(read: () => unknown): string {
  const error = assertThrows(read, RxnstreamError);
  assertEquals(error.code, "input_invalid");
  return error.message;
}

Deno.test("Every option has a description, and accepts its own default", () => {
  for (const [command, table] of Object.entries<OptionTable>(COMMAND_OPTIONS)) {
    for (const { name, description, default: fallback, schema } of Object.values<OptionSpec>(table)) {
      assertEquals([command, name, description === ""], [command, name, false]);
      const isTaken = schema.safeParse(fallback).success;
      // A limit without a default of its own has the default of a guarded server, or none.
      assertEquals([command, name, isTaken || fallback === ""], [command, name, true]);
    }
  }
});

Deno.test("No two options of a command have the same name, so none shares a variable with another by accident", () => {
  for (const [command, table] of Object.entries<OptionTable>(COMMAND_OPTIONS)) {
    const names = Object.values<OptionSpec>(table).map(({ name }) => environmentName(name));
    assertEquals([command, names.filter((name, i) => names.indexOf(name) !== i)], [command, []]);
  }
});

Deno.test("One RXNSTREAM_FORMAT serves run and watch: each takes its own formats and ignores the other's", () => {
  const formats = (value: string) =>
    withEnvironment({ RXNSTREAM_FORMAT: value }, () => [
      readOptions(RUN, {}).format,
      readOptions(EVENTS, {}).format,
    ]);
  assertEquals(formats("csv"), ["csv", "text"]);
  assertEquals(formats("text"), ["table", "text"]);
  assertEquals(formats("jsonl"), ["jsonl", "jsonl"]);
  assertEquals(
    errorOf(() => formats("xml")),
    '--format must be one of table, jsonl, csv, rdf, smiles, pb, pbtxt, not "xml"',
  );
  // On the command line, the format is meant for this command.
  assertEquals(
    errorOf(() => readOptions(EVENTS, { format: "csv" })),
    '--format must be one of text, jsonl, not "csv"',
  );
});

Deno.test("The command line wins over the environment, and a flag takes a value only in the environment", () => {
  withEnvironment({ RXNSTREAM_PORT: "1", RXNSTREAM_FORCE: "no", RXNSTREAM_WATCH: "maybe" }, () => {
    assertEquals(readServeConfig({}).port, 1);
    assertEquals(readServeConfig({ port: "2" }).port, 2);
    assertEquals(readOptions(RECOVER, {}).isForced, false);
    assertEquals(readOptions(RECOVER, { force: "true" }).isForced, true);
    assertEquals(
      errorOf(() => readOptions(SUBMIT, {})),
      'RXNSTREAM_WATCH must be true or false, not "maybe"',
    );
  });
});

Deno.test("Times become milliseconds and sizes bytes; a turn of 0 has no end", () => {
  const config = readServeConfig({ "keep-alive": "0.5", turn: "0", "max-body-mib": "0.25", processes: "0" });
  assertEquals([config.keepAliveMs, config.turnMs, config.maxBodyBytes, config.processes], [
    500,
    Infinity,
    256 * 1024,
    undefined,
  ]);
  assertEquals(config.access.bodyBytes, 8 * 256 * 1024);
  assertEquals(readServeConfig({ "max-bodies-mib": "1" }).access.bodyBytes, 1024 * 1024);
});

Deno.test("Default limits apply only to a guarded server; limits that are set apply to any", () => {
  const limits = (options: Readonly<Record<string, string>>) =>
    readServeConfig(options).access.limits.streams;
  assertEquals(limits({}), 0);
  assertEquals(limits({ "max-streams": "" }), 0);
  assertEquals(limits({ tokens: "file" }), 20_000);
  assertEquals(limits({ host: "0.0.0.0", "allow-anonymous": "true" }), 20_000);
  assertEquals(limits({ tokens: "file", "max-streams": "0" }), 0);
  assertEquals(limits({ "max-streams": "3" }), 3);
  assertEquals(readServeConfig({ tokens: "file" }).storage.perOwner, 20_480 * 1024 * 1024);
});
