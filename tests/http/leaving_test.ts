import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { deadline } from "@std/async";
import { DepictionCache } from "../../src/http/routes/depiction_cache.ts";
import { openScriptedChem } from "../chem/support/scripted_chem.ts";
import { startTestService } from "../support/service.ts";
import { until } from "../support/until.ts";

/** Longer than anything here takes on a busy machine, and shorter than the time limits that it must not wait for. */
const SOON_MS = 60_000;
const OPTIONS = { width: 400, height: 200, dark: false, atomMaps: false };

/** Resolves when `holds` is true of what `/readyz` says about the chemistry. */
async function chemistry(
  url: string,
  holds: (stats: { readonly busy: number; readonly queued: number }) => boolean,
): Promise<void> {
  await until(async () => (await (await fetch(`${url}/readyz`)).json()).chemistry, { is: holds });
}

Deno.test("Drawings are abandoned when their clients leave, whether running or queued", async () => {
  await using service = await startTestService({ "chem-timeout": "600", "max-heavy-atoms": "10000" });
  const id = await service.create("CCO>>CC=O");
  await service.finish(id);
  // It takes minutes, and occupies the only process until its client leaves.
  const long = await service.create(`${"C".repeat(700)}>>C`);
  const { hostname, port } = new URL(service.url);
  const sockets: Deno.TcpConn[] = [];
  await chemistry(service.url, ({ busy }) => busy === 1);
  for (let width = 100; width < 110; width++) {
    const socket = await Deno.connect({ hostname, port: Number(port) });
    sockets.push(socket);
    const path = `/sessions/${id}/reactions/0/depiction.svg?width=${width}`;
    await socket.write(new TextEncoder().encode(`GET ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\n\r\n`));
  }
  await deadline(chemistry(service.url, ({ queued }) => queued === 10), SOON_MS);
  for (const socket of sockets) socket.close();
  await deadline(chemistry(service.url, ({ queued }) => queued === 0), SOON_MS);
  const cancelled = await fetch(`${service.url}/sessions/${long}`, { method: "DELETE" });
  assertEquals([cancelled.status, await cancelled.text()], [204, ""]);
  await deadline(chemistry(service.url, ({ busy }) => busy === 0), SOON_MS);
});

Deno.test("A shared drawing is abandoned when the last client that wants it leaves", async () => {
  await using pool = await openScriptedChem({ processes: 1 });
  const held = pool.tell(`mark ${pool.file("held")} wait ${pool.file("go")}`);
  await pool.appears("held");
  const drawings = new DepictionCache(pool.chem);
  const ask = () => {
    const leaving = new AbortController();
    const asker = { share: { owner: "a", session: "a" }, signal: leaving.signal };
    const svg = drawings.svg({ text: "CCO>>CC=O", format: "smiles" }, OPTIONS, asker);
    svg.catch(() => {});
    return { svg, leave: () => leaving.abort(new Error("left")) };
  };
  const [first, second] = [ask(), ask()];
  assertEquals(pool.chem.stats().queued, 1);
  first.leave();
  assertEquals(pool.chem.stats().queued, 1);
  await assertRejects(() => first.svg, Error, "left");
  second.leave();
  assertEquals(pool.chem.stats().queued, 0);
  const third = ask();
  await Deno.writeTextFile(pool.file("go"), "");
  assertEquals([await third.svg, (await held).text.slice(0, 4)], ["CCO>>CC=O", "wait"]);
});

Deno.test("A reaction of very many molecules is neither drawn nor written, and says why", async () => {
  await using service = await startTestService();
  const id = await service.create(`CCO>${"O.".repeat(30_000)}O>CC=O`);
  await service.finish(id);
  const url = `${service.url}/sessions/${id}/reactions/0`;
  for (const name of ["depiction.svg", "reaction.rxn"]) {
    const response = await fetch(`${url}/${name}`);
    const { detail } = await response.json();
    assertEquals([name, response.status], [name, 422]);
    assertMatch(detail, /30003 molecules/);
  }
});
