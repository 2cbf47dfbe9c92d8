import { assert, assertEquals } from "@std/assert";
import { BodyAccount, BodyShare } from "../../../src/http/access/body_account.ts";

const MIB = 1024 * 1024;

function taken(account: BodyAccount, client: string, mib: number): BodyShare {
  const share = account.take(client, mib * MIB);
  assert(share instanceof BodyShare);
  return share;
}

Deno.test("Bodies reserve memory until they release it: one client gets at most half, and a quarter is kept for small ones", () => {
  const account = new BodyAccount(16 * MIB);
  const first = taken(account, "a", 8);
  assertEquals(account.take("a", 1), "client");
  const second = taken(account, "b", 4);
  assertEquals(account.take("c", 2 * MIB), "server");
  const small = [1, 2, 3, 4].map((client) => taken(account, `small ${client}`, 1));
  assertEquals(account.take("c", 1), "server");
  first.shrink(2 * MIB);
  first.shrink(3 * MIB);
  assertEquals(account.taken, 10 * MIB);
  taken(account, "c", 2)[Symbol.dispose]();
  for (const share of [first, second, ...small]) share[Symbol.dispose]();
  first[Symbol.dispose]();
  assertEquals(account.taken, 0);
});

Deno.test("A body that is alone is admitted, however little memory there is", () => {
  const account = new BodyAccount(MIB);
  using _large = taken(account, "a", 32);
  assertEquals(account.take("b", 1), "server");
});
