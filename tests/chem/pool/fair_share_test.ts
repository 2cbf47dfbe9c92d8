import { assert, assertEquals } from "@std/assert";
import { FairShare, type Sharer, usedMore } from "../../../src/chem/pool/fair_share.ts";

function isBefore(a: Sharer, b: Sharer): boolean {
  return usedMore(a, b) < 0;
}

Deno.test("Time is shared among owners first, then among each owner's sessions, however many there are", () => {
  const shares = new FairShare();
  const many = ["1", "2", "3"].map((session) => shares.enter(["", "many", session]));
  const one = shares.enter(["", "one", "1"]);
  const [first, second, third] = many as [Sharer, Sharer, Sharer];
  shares.charge(first, 30);
  shares.charge(second, 20);
  shares.charge(one, 40);
  assert(many.every((session) => isBefore(one, session)));
  assert(isBefore(third, second) && isBefore(second, first));
  shares.charge(one, 20);
  assert(many.every((session) => isBefore(session, one)));
});

Deno.test("A weight of two gets twice the time before the other's turn", () => {
  const shares = new FairShare({ heavy: 2 });
  const heavy = shares.enter(["heavy", "", ""]);
  const light = shares.enter(["light", "", ""]);
  shares.charge(heavy, 100);
  shares.charge(light, 60);
  assert(isBefore(heavy, light));
  shares.charge(heavy, 30);
  assert(isBefore(light, heavy));
});

Deno.test("A latecomer has no credit for the time before, and one that pauses keeps its debt", () => {
  const shares = new FairShare();
  const busy = shares.enter(["", "", "busy"]);
  const greedy = shares.enter(["", "", "greedy"]);
  shares.charge(busy, 1_000);
  shares.charge(greedy, 5_000);
  const late = shares.enter(["", "", "late"]);
  assertEquals(usedMore(late, busy), 0);
  shares.leave(greedy);
  shares.charge(busy, 500);
  const back = shares.enter(["", "", "greedy"]);
  assertEquals(usedMore(back, busy), 3_500);
});

Deno.test("A debt is cancelled when nobody else wants anything or the others have used as much", () => {
  const shares = new FairShare();
  const greedy = shares.enter(["", "", "greedy"]);
  shares.charge(greedy, 5_000);
  shares.leave(greedy);
  const first = shares.enter(["", "", "first"]);
  const back = shares.enter(["", "", "greedy"]);
  assertEquals(usedMore(back, first), 0);

  const other = shares.enter(["", "", "other"]);
  for (let i = 0; i < 1_000; i++) {
    const passing = shares.enter(["", "", `passing ${i}`]);
    shares.charge(passing, 10);
    shares.leave(passing);
  }
  for (const busy of [first, other, back]) shares.charge(busy, 20);
  shares.leave(other);
  shares.enter(["", "", "other"]);
  assertEquals([...first.parent?.children.keys() ?? []].sort(), ["first", "greedy", "other"]);
});
