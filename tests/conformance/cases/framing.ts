import { group } from "../case.ts";
import { expect, expectSame, shown } from "../expect.ts";
import type { World } from "../world.ts";

const framing = group("framing");

/** Publishes the texts with a plain one behind them, and expects them all, each as one event. */
async function comeWhole(world: World, texts: readonly string[]): Promise<void> {
  const items = [...texts, "after them"];
  const late = await world.follow(await world.stream(...items));
  await late.untilItems(items.length);
  expectSame(late.items, world.becomes(items));
  const stream = await world.stream("before them");
  const live = await world.follow(stream);
  await live.untilItems(1);
  await world.target.publish(stream, items);
  await live.untilItems(items.length + 1);
  expectSame(live.items, world.becomes(["before them", ...items]));
}

/** Texts that are hard on framing, by what they hold. */
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  "line breaks of every kind, alone, doubled and at the ends": [
    "a\nb",
    "a\r\nb",
    "a\rb",
    "\n",
    "a\n\nb",
    "a\r\n\r\nb",
    "a\r\rb",
    "\na",
    "a\n",
    "a\n\n",
    "a\r",
    "\r\n",
  ],
  "what looks like fields: data:, id:, event:, retry:, a comment": [
    "data: x",
    "a\ndata: x\n\nid: 999999\ndata: y",
    "id: 7",
    "a\nid: 7\n",
    "event: other",
    "a\nevent: other",
    "retry: 1",
    "a\nretry: 1",
    ": comment",
    "a\n: comment",
    ":",
    "a: b",
  ],
  "the empty string, and spaces at the ends": ["", " ", "  a", " a ", "a  ", "\t", "\n "],
  "control characters, NUL among them": [
    "a\0b",
    "\0",
    Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)).filter((c) => !/[\r\n]/.test(c)).join(
      "",
    ),
    "\x7f\x80\x85\x9f",
  ],
  "U+2028, U+2029, U+0085, vertical tab and form feed, which are no line ends here": [
    "a\u2028b",
    "a\u2029b",
    "a\u0085b",
    "a\vb\fc",
  ],
  "byte order marks, at the beginning and inside": ["\uFEFFa", "a\uFEFFb", "\uFEFF", "\uFFFE"],
  "emoji, combining marks and the highest code point": [
    "🧪⚗️👩🏽‍🔬",
    "e\u0301 \u1E9B\u0323",
    "\u{10FFFF}\u{10000}\uD7FF\uE000",
    "שלום العربية",
  ],
  "lone surrogates": ["\uD800", "a\uDC00b", "\uDFFF\uD800"],
};

export const FRAMING = [
  ...Object.entries(TEXTS).map(([what, texts]) =>
    framing(`texts with ${what} arrive as they are`, { run: (world) => comeWhole(world, texts) })
  ),
  framing("an event of 1 MB arrives whole, between small ones", {
    run: (world) => comeWhole(world, ["small", "0123456789abcdef".repeat(65_536), "small"]),
  }),
  framing("characters of several bytes survive being split between chunks", {
    // Of two to four bytes and of two code units, from even and from odd places on: chunks of any size split some of them.
    run: (world) => comeWhole(world, ["🧪".repeat(40_000), `x${"🧪".repeat(40_000)}`, "é€".repeat(40_000)]),
  }),
  framing("every event reaches onmessage: none has a name of its own", {
    async run(world) {
      const client = await world.follow(await world.stream("one", "two"));
      await client.untilItems(2);
      const named = client.published.find(({ type }) => type !== "message");
      expect(named === undefined, `an event has the type ${shown(named?.type)}`);
    },
  }),
  framing("every event carries an id of its own, and no two the same", {
    async run(world) {
      const items = Array.from({ length: 300 }, (_, index) => `item ${index}`);
      const client = await world.follow(await world.stream(...items));
      await client.untilItems(items.length);
      const ids = client.published.map(({ ownId }) => ownId);
      const without = ids.findIndex((id) => id === undefined || id === "");
      expect(without < 0, `event ${without + 1} has no id`);
      expect(new Set(ids).size === ids.length, `${ids.length} events have ${new Set(ids).size} ids`);
      expect(
        client.arrivals.every(({ kind }) => kind !== "id_alone"),
        "an id came without an event",
      );
    },
  }),
  framing("ids increase from event to event", {
    needs: ["increasing_ids"],
    async run(world) {
      const items = Array.from({ length: 300 }, (_, index) => `item ${index}`);
      const client = await world.follow(await world.stream(...items));
      await client.untilItems(items.length);
      const ids = client.published.map(({ id }) => id);
      const at = ids.findIndex((id, index) => index > 0 && compareIds(ids[index - 1] ?? "", id) >= 0);
      expect(at < 0, `the id ${shown(ids[at])} comes after ${shown(ids[at - 1])}`);
    },
  }),
];

/** Orders ids by the whole numbers in them, the first one first. */
function compareIds(one: string, other: string): number {
  const numbers = (id: string) => [...id.matchAll(/\d+/g)].map(([digits]) => BigInt(digits));
  const [left, right] = [numbers(one), numbers(other)];
  for (let place = 0; place < Math.max(left.length, right.length); place++) {
    const difference = (left[place] ?? -1n) - (right[place] ?? -1n);
    if (difference !== 0n) return difference < 0n ? -1 : 1;
  }
  return 0;
}
