import { assertEquals } from "@std/assert";
import { openStore } from "../../src/store/store_client.ts";
import { temporaryFolder } from "../support/folders.ts";

const FRAME = { beforeData: "<", beforeId: " :", end: ">\n" } as const;
const HOSTILE = ["plain", "", "🧪 αβγ — ⟶", "x".repeat(2_000), "'quotes' and \\ ,commas, 7 8", "\u2028 last"];

Deno.test("A page's events are framed byte for byte, within its bounds, and it knows whether the log ends there", async () => {
  await using folder = await temporaryFolder();
  await using store = await openStore(`${folder.path}/test.db`);
  const sessionId = "s";
  await store.createSession({
    sessionId,
    title: "",
    agent: "test",
    maxReactions: 1,
    query: { text: "a query", format: "auto", fileName: null },
    idempotency: null,
  });
  assertEquals(await store.pageAfter(sessionId, 0, { limit: 10, maxBytes: 100 }, FRAME), null);
  const events = HOSTILE.map((data) => ({ data, reactionIndex: null }));
  await store.appendAll([{ sessionId, events, end: { status: "completed", error: null } }]);
  const text = (from: number, to: number) =>
    HOSTILE.slice(from, to).map((data, index) => `<${data} :${from + index + 1}>\n`).join("");
  const page = async (after: number, limit: number, maxBytes: number) => {
    const read = await store.pageAfter(sessionId, after, { limit, maxBytes }, FRAME);
    return read && { ...read, bytes: new TextDecoder().decode(read.bytes) };
  };
  const all = { bytes: text(0, 6), lastId: 6, isLast: true };
  assertEquals(await page(0, 10, 10_000), all);
  assertEquals(await page(0, 6, new TextEncoder().encode(all.bytes).length), all);
  assertEquals(await page(0, 2, 10_000), { bytes: text(0, 2), lastId: 2, isLast: false });
  // The fourth does not fit, and gets a page of its own.
  assertEquals(await page(0, 10, 200), { bytes: text(0, 3), lastId: 3, isLast: false });
  assertEquals(await page(3, 10, 200), { bytes: text(3, 4), lastId: 4, isLast: false });
  assertEquals(await page(4, 10, 200), { bytes: text(4, 6), lastId: 6, isLast: true });
  assertEquals(await page(6, 10, 200), null);
  assertEquals(await store.pageAfter("another", 0, { limit: 10, maxBytes: 100 }, FRAME), null);
});
