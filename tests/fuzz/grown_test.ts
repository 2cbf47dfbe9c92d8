import { assertEquals } from "@std/assert";
import { startFuzzServer } from "./fuzz_server.ts";
import { KNOWN_REQUESTS } from "./grown_requests.ts";
import { requestFault } from "./request_cost.ts";

/** Small, since `deno task fuzz` tries the largest sizes, and thousands of others. */
const MOST_BYTES = 128 * 1024;

Deno.test({
  name: "No part of a request costs the server more than in proportion to its size",
  // CPU time and memory of another process are read from /proc.
  ignore: Deno.build.os !== "linux",
  async fn() {
    await using server = await startFuzzServer();
    const faults: string[] = [];
    for (const grown of KNOWN_REQUESTS) {
      const fault = await requestFault(server, grown, Math.min(grown.most, MOST_BYTES));
      if (fault !== null) faults.push(`${grown.name}: ${fault}`);
    }
    assertEquals(faults, []);
  },
});
