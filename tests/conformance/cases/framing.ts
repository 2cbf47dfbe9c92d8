import { group } from "../case.ts";
import { EventParser } from "../../support/sse/event_parser.ts";
import type { Publication } from "../client/sse_client.ts";
import { expect, expectSame, shown } from "../expect.ts";
import type { World } from "../world.ts";
import { heartbeats } from "./liveness.ts";
import { numberedItems } from "./replay.ts";

const framing = group("framing");

/** Publishes the texts followed by a plain one, and expects each of them as one event. */
async function comeWhole(world: World, texts: readonly string[]): Promise<void> {
  const items = [...texts, "after them"];
  const past = await world.stream(...items);
  const late = await world.follow(past);
  await late.untilItems(items.length);
  expectSame(await world.wholeItems(past, late), world.becomes(items));
  const stream = await world.stream("before them");
  const live = await world.follow(stream);
  await live.untilItems(1);
  await world.target.publish(stream, items);
  await live.untilItems(items.length + 1);
  expectSame(await world.wholeItems(stream, live), world.becomes(["before them", ...items]));
}

/** The longest line that Python's aiohttp reads, in bytes: at a longer one it gives up. */
const LONGEST_LINE = 131_072;
/** Where Python's `str.splitlines` ends a line, as `iter_lines` of its clients do, and an event stream does not. */
const PYTHON_LINE_ENDS = [..."\v\f\x1c\x1d\x1e\x85\u2028\u2029"];

/** Texts that are difficult to frame, by what they contain. */
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
  "lines that look like fields: data:, id:, event:, retry:, a comment": [
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
  "control characters, including NUL": [
    "a\0b",
    "\0",
    Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)).filter((c) => !/[\r\n]/.test(c)).join(
      "",
    ),
    "\x7f\x80\x85\x9f",
  ],
  "U+2028, U+2029, U+0085, vertical tab and form feed, which are not line ends here": [
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
    framing(`texts with ${what} arrive unchanged`, { run: (world) => comeWhole(world, texts) })
  ),
  framing("an event of 1 MB arrives whole between small ones, or says where the whole event is", {
    run: (world) => comeWhole(world, ["small", "0123456789abcdef".repeat(65_536), "small"]),
  }),
  framing("no line is longer than 128 KiB, where Python's aiohttp gives up", {
    async run(world) {
      const client = await world.follow(
        await world.stream("x".repeat(200_000), "🧪".repeat(40_000), "small"),
      );
      await client.untilItems(3);
      const lines = client.published.flatMap(({ block }) => block.split("\n"));
      const longest = Math.max(...lines.map((line) => new TextEncoder().encode(line).length));
      expect(longest < LONGEST_LINE, `a line has ${longest} bytes`);
    },
  }),
  framing("no line has a character at which Python's str.splitlines ends one", {
    async run(world) {
      const client = await world.follow(await world.stream("a\u2028b\u2029c\u0085d\ve\ff", "\x1c\x1d\x1e"));
      await client.untilItems(2);
      const blocks = client.published.map(({ block }) => block);
      const found = PYTHON_LINE_ENDS.filter((end) => blocks.some((block) => block.includes(end)));
      expect(found.length === 0, `lines have ${shown(found.join(""))} in them`);
    },
  }),
  framing(
    "the data comes before the id, so that a cut between them loses nothing when the id moves the cursor",
    {
      async run(world) {
        const client = await world.follow(await world.stream("one", "two"));
        await client.untilItems(2);
        for (const { block } of client.published) {
          const names = block.split("\n").map((line) => line.replace(/:[^]*/, ""));
          expect(
            names.lastIndexOf("data") < names.indexOf("id"),
            `an event's fields are ${names.join(", ")}`,
          );
        }
      },
    },
  ),
  framing(
    "only events end with a blank line, since clients take anything else that does for an event without data",
    {
      async run(world) {
        const stream = await world.stream("one", "two");
        const first = await world.follow(stream);
        await first.untilItems(2);
        const resumed = await world.follow(stream, { cursor: first.published[0]?.id ?? "" });
        await resumed.untilItems(1);
        await Promise.all([heartbeats(first, 1), heartbeats(resumed, 1)]);
        await world.target.publish(stream, ["three"]);
        await Promise.all([first.untilItems(3), resumed.untilItems(2)]);
        for (const { arrivals } of [first, resumed]) {
          const empty = arrivals.find(({ kind }) => kind === "empty_block");
          expect(empty?.kind !== "empty_block", `a blank line stands behind ${shown(empty)}`);
        }
      },
    },
  ),
  framing(
    "WebKit, which joins the next stream to the remains of a cut one, neither loses nor mixes up anything",
    {
      async run(world) {
        const items = numberedItems(20);
        const stream = await world.stream(...items);
        const client = await world.follow(stream);
        await client.untilItems(items.length);
        const { published } = client;
        const cut = `${published[10]?.block}\n\n`;
        const dataEnd = cut.indexOf("\n");
        for (
          const length of [
            1,
            dataEnd >> 1,
            dataEnd,
            dataEnd + 1,
            cut.length - 3,
            cut.length - 2,
            cut.length - 1,
          ]
        ) {
          const got = await readAsWebKit(
            world,
            stream,
            published[9]?.id ?? "",
            cut.slice(0, length),
            published,
          );
          expectSame(
            got,
            published.slice(10).map(({ id }) => id),
            `event behind a cut after ${length} bytes`,
          );
        }
      },
    },
  ),
  framing("characters of several bytes survive being split between chunks", {
    // Characters of two to four bytes and of two code units, at even and odd offsets: chunks of any size split some of them.
    run: (world) =>
      comeWhole(
        world,
        Array.from({ length: 8 }, (_, index) =>
          `${"x".repeat(index)}${"🧪".repeat(12_000)}${"é€".repeat(2_000)}`),
      ),
  }),
  framing("every event reaches onmessage: none is named", {
    async run(world) {
      const client = await world.follow(await world.stream("one", "two"));
      await client.untilItems(2);
      const named = client.published.find(({ type }) => type !== "message");
      expect(named === undefined, `an event has the type ${shown(named?.type)}`);
    },
  }),
  framing("every event carries an id, and no two have the same one", {
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

/** The User-Agent of WebKit's own EventSource. */
const WEBKIT = {
  "User-Agent":
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15",
  "Cache-Control": "no-cache",
};

/**
 * Reconnects after `cursor` as WebKit does, which still has the beginning of the next event in its parser. Returns the ids of the
 * events that arrived as they were published; its pages recognise anything else by an id that they had before.
 */
async function readAsWebKit(
  world: World,
  stream: string,
  cursor: string,
  kept: string,
  published: readonly Publication[],
): Promise<readonly string[]> {
  const { answer: { body } } = await world.follow(stream, { cursor, headers: WEBKIT });
  const last = published.at(-1);
  const parser = new EventParser();
  parser.push(new TextEncoder().encode(`id: ${cursor}\n\n${kept}`));
  while (parser.lastEventId !== last?.id) {
    const bytes = await world.wait(body.read(), "the last event");
    expect(bytes !== null, "the stream ended");
    parser.push(bytes);
  }
  const whole = new Map(published.map(({ id, data }) => [id, data]));
  const got = parser.arrivals.flatMap((arrival) => arrival.kind === "event" ? [arrival.event] : []);
  return [...new Set(got.filter(({ id, data }) => whole.get(id) === data).map(({ id }) => id))];
}

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
