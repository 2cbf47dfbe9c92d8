import { assertEquals } from "@std/assert";
import { CLIENTS } from "./client_list.ts";
import { drive } from "./drive.ts";

Deno.test("Every client library and browser has the exact log after cuts inside frames, a kill and a restart", async () => {
  const driven = await drive({ clients: CLIENTS, cuts: 4, seed: 7, patienceMs: 120_000 });
  const faults = driven.filter(({ fault }) => fault !== null);
  // On a machine without a browser, the other clients are tested.
  const found = Deno.env.get("RXNSTREAM_TEST_ALL") === "1"
    ? faults
    : faults.filter(({ fault }) => fault !== "not installed");
  assertEquals(found, []);
});
