import { assertEquals } from "@std/assert";
import { readServeConfig } from "../../src/config/read_config.ts";
import { RxnstreamError } from "../../src/errors.ts";
import { isLoopback } from "../../src/config/loopback.ts";

Deno.test("Only addresses that nobody else can reach are loopback", () => {
  const own = ["localhost", "LOCALHOST", "127.0.0.1", "127.8.9.10", "::1", "[::1]"];
  assertEquals(own.filter((host) => !isLoopback(host)), []);
  const others = [
    "0.0.0.0",
    "::",
    "",
    "192.0.2.1",
    "127.0.0.1.example",
    "x127.0.0.1",
    "localhost.example",
    "::ffff:1.2.3.4",
  ];
  assertEquals(others.filter(isLoopback), []);
});

Deno.test("Off loopback the server needs tokens, or an explicit option that says it needs none", () => {
  const outcome = (options: Readonly<Record<string, string>>) => {
    try {
      readServeConfig(options);
      return "set up";
    } catch (error) {
      return (error as RxnstreamError).code;
    }
  };
  for (const host of ["0.0.0.0", "::", "192.0.2.1"]) {
    assertEquals(outcome({ host }), "input_invalid");
    assertEquals(outcome({ host, "allow-anonymous": "false" }), "input_invalid");
    assertEquals(outcome({ host, "allow-anonymous": "maybe" }), "input_invalid");
    for (const option of ["tokens", "jwt-secret-file", "jwt-keys"]) {
      assertEquals(outcome({ host, [option]: "file" }), "set up");
    }
    assertEquals(outcome({ host, "allow-anonymous": "true" }), "set up");
  }
  assertEquals(outcome({ host: "127.0.0.1" }), "set up");
});
