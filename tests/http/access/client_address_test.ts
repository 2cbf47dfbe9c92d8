import { assertEquals } from "@std/assert";
import { Hono } from "hono";
import { clientAddress } from "../../../src/http/access/client_address.ts";

async function address(
  remoteAddress: string | undefined,
  forwarded: string | null,
  proxies: number,
): Promise<string> {
  const app = new Hono();
  app.get("/", (c) => c.text(clientAddress(c, proxies)));
  const init = forwarded === null ? {} : { headers: { "X-Forwarded-For": forwarded } };
  return await (await app.request("/", init, remoteAddress === undefined ? undefined : { remoteAddress }))
    .text();
}

Deno.test("The client's address is the connection's, whatever the client says, unless a proxy is trusted", async () => {
  assertEquals(await address("192.0.2.1", null, 0), "192.0.2.1");
  assertEquals(await address("192.0.2.1", "198.51.100.7", 0), "192.0.2.1");
  assertEquals(await address("127.0.0.1", "198.51.100.7", 1), "198.51.100.7");
  // The client itself wrote the first one.
  assertEquals(await address("127.0.0.1", "203.0.113.1, 198.51.100.7", 1), "198.51.100.7");
  assertEquals(await address("127.0.0.1", "203.0.113.1, 198.51.100.7, 10.0.0.1", 2), "198.51.100.7");
  // There are fewer proxies than configured, or what they wrote is not an address.
  assertEquals(await address("192.0.2.1", "198.51.100.7", 2), "192.0.2.1");
  for (const nonsense of ["", "unknown", "a,b", "999.1.1.1", ":", "::::::::::::"]) {
    assertEquals([nonsense, await address("192.0.2.1", nonsense, 1)], [nonsense, "192.0.2.1"]);
  }
  assertEquals(await address(undefined, null, 0), "");
});

Deno.test("An address counts as the same in every spelling, and IPv6 addresses count by their network", async () => {
  assertEquals(await address("::ffff:192.0.2.1", null, 0), "192.0.2.1");
  assertEquals(await address("127.0.0.1", "198.51.100.7:4711", 1), "198.51.100.7");
  const network = "2001:0db8:0000:0001::/64";
  for (
    const form of ["2001:db8:0:1::5", "2001:DB8:0:1:ffff::", "[2001:db8:0:1::9]:443", "2001:db8:0:1::5%eth0"]
  ) {
    assertEquals([form, await address("127.0.0.1", form, 1)], [form, network]);
  }
  assertEquals(await address("::1", null, 0), "0000:0000:0000:0000::/64");
});
