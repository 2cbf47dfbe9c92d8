import { assert, assertEquals, assertRejects } from "@std/assert";
import { delay } from "@std/async";
import { type FullLimit, type ReadPlace, ReadPlaces } from "../../../src/http/access/read_places.ts";

function client(address: string, signal = new AbortController().signal, cut = () => {}) {
  return { address, signal, cut };
}

function taken(place: ReadPlace | FullLimit): ReadPlace {
  assert(typeof place !== "string", `There is none: ${place}`);
  return place;
}

Deno.test("A request that finds no slot waits for one, and addresses take turns", async () => {
  const places = new ReadPlaces({ readsPerAddress: 2, reads: 3 });
  const held = [];
  for (const address of ["a", "a", "b"]) held.push(taken(await places.take(client(address))));
  const order: string[] = [];
  const waiting = ["a", "a", "b", "c"].map(async (address, n) => {
    const place = taken(await places.take(client(address)));
    order.push(address + n);
    return place;
  });
  for (const place of held) {
    place.ended();
    place.ended();
    await delay(0);
  }
  assertEquals(order, ["a0", "b2", "c3"]);
  (await waiting[2])?.ended();
  await waiting[1];
  assertEquals(order.at(-1), "a1");
});

Deno.test("A request that waits too long, or finds too many waiting, is told the limit", async () => {
  const places = new ReadPlaces({ readsPerAddress: 1, reads: 2 }, { waitMs: 50 });
  await places.take(client("a"));
  assertEquals(await places.take(client("a")), "readsPerAddress");
  await places.take(client("b"));
  const waiting = Array.from({ length: 9 }, () => places.take(client("c")));
  // The ninth from an address is refused at once.
  assertEquals(await waiting[8], "reads");
  for (const one of waiting) assertEquals(await one, "reads");
});

Deno.test("A request that leaves the queue gets no slot and holds none", async () => {
  const places = new ReadPlaces({ readsPerAddress: 0, reads: 1 });
  const place = taken(await places.take(client("a")));
  const leaving = new AbortController();
  const left = places.take(client("b", leaving.signal));
  const next = places.take(client("c"));
  leaving.abort(new RangeError("left"));
  place.ended();
  await assertRejects(() => left, RangeError, "left");
  taken(await next);
});

Deno.test("A stalled answer gives up its slot to a request that needs one; an answer still being produced does not", async () => {
  const places = new ReadPlaces({ readsPerAddress: 0, reads: 2 }, { stalledMs: 50, lookMs: 10 });
  const cut: string[] = [];
  const names = ["stalled", "working"];
  const [stalled, working] = await Promise.all(
    names.map(async (name) => taken(await places.take(client(name, undefined, () => cut.push(name))))),
  );
  stalled?.made();
  working?.made();
  working?.wanted();
  const waiting = places.take(client("waiting"));
  await delay(0);
  assertEquals(cut, []);
  taken(await waiting);
  assertEquals(cut, ["stalled"]);
});
