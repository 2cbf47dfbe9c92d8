/** Texts and drawings that take the chem processes' time away from everybody else. */
import { delay } from "@std/async";
import type { Attack } from "./attack.ts";
import { counted, ended, finished, gzip, ORDINARY, post, read, submit } from "./requests.ts";

/** How long the bystander is watched while the work goes on, in milliseconds. */
const BESIDE_MS = 20_000;

/** Takes all of `--chem-timeout`: every alcohol could become every aldehyde. */
const SLOW = `${Array(400).fill("CCCO").join(".")}>>${Array(400).fill("CCC=O").join(".")}`;

function text(name: string, body: string, type: string): Attack {
  return {
    name,
    async run({ url }) {
      const begin = performance.now();
      const id = await submit(url, body, { type });
      await ended(url, id);
      const { status } = await (await fetch(`${url}/sessions/${id}`)).json();
      return `${status} after ${((performance.now() - begin) / 1_000).toFixed(1)} s`;
    },
  };
}

export const CHEMISTRY_ATTACKS: readonly Attack[] = [
  text("CSV header of one name 25,000 times (51 kB)", `rxn,${"a,".repeat(25_000)}a\nCCO>>CC=O\n`, "text/csv"),
  text(
    "one deep JSON value (1 MB)",
    `{"a":${"[".repeat(500_000)}${"]".repeat(500_000)}}`,
    "application/x-ndjson",
  ),
  {
    name: "[$([$(… (8 MB, compressed)",
    async run({ url }) {
      const begin = performance.now();
      await ended(url, await submit(url, await gzip("[$(".repeat(2_700_000)), { type: "application/gzip" }));
      return `ended after ${((performance.now() - begin) / 1_000).toFixed(1)} s`;
    },
  },
  {
    name: "drawings of ever-changing widths, 16 connections, 20 s",
    prepare: ({ url }) => finished(url, ORDINARY),
    async run({ url }, id) {
      const end = performance.now() + BESIDE_MS;
      let width = 100;
      const outcomes: string[] = [];
      await Promise.all(Array.from({ length: 16 }, async () => {
        while (performance.now() < end) {
          const drawing = `${url}/sessions/${id}/reactions/0/depiction.svg?width=${
            width++ % 3_900 + 100
          }&height=${100 + width % 97}`;
          outcomes.push(await read(drawing));
        }
      }));
      return counted(outcomes);
    },
  },
  {
    name: "1,600 drawings whose clients leave within 20 ms",
    prepare: ({ url }) => finished(url, ORDINARY),
    async run({ url }, id) {
      for (let at = 0; at < 1_600; at += 16) {
        const leave = new AbortController();
        const drawings = Array.from(
          { length: 16 },
          (_, index) =>
            read(`${url}/sessions/${id}/reactions/0/depiction.svg?width=${200 + at + index}`, leave.signal),
        );
        await delay(20);
        leave.abort();
        await Promise.all(drawings);
      }
      const begin = performance.now();
      await read(`${url}/sessions/${id}/reactions/0/depiction.svg?width=150`);
      return `next drawing after ${((performance.now() - begin) / 1_000).toFixed(1)} s`;
    },
  },
  {
    name: "one reaction of 190,000 agents as RXN three times, left at once",
    async prepare({ url }) {
      const reaction = await gzip(`C>${"C.".repeat(190_000)}C>C\n`);
      return await finished(url, reaction, { type: "application/gzip", format: "smiles" });
    },
    async run({ url }, id) {
      const leave = new AbortController();
      const reads = Array.from(
        { length: 3 },
        () => read(`${url}/sessions/${id}/reactions/0/reaction.rxn`, leave.signal),
      );
      await delay(200);
      leave.abort();
      await Promise.all(reads);
      const begin = performance.now();
      await ended(url, await submit(url, "CCO>>CC=O\n"));
      return `a session of one after ${((performance.now() - begin) / 1_000).toFixed(1)} s`;
    },
  },
  {
    name: "30 reactions that run into the time limit, each spelled in a different order",
    async run({ url }) {
      const lines = Array.from(
        { length: 30 },
        (_, index) => SLOW.replace("CCCO", "C".repeat(index + 4) + "O"),
      );
      await submit(url, lines.join("\n"));
      await delay(BESIDE_MS);
      return "under way";
    },
  },
  {
    name: "30 times the same reaction that runs into the time limit",
    async run({ url }) {
      const begin = performance.now();
      const id = await submit(url, `${SLOW}\n`.repeat(30));
      await Promise.race([ended(url, id), delay(120_000)]);
      return `${((performance.now() - begin) / 1_000).toFixed(1)} s`;
    },
  },
  {
    name: "8 sessions of 10,000 reactions",
    async run({ url }) {
      const lines = ORDINARY.repeat(10_000);
      const outcomes = await Promise.all(Array.from({ length: 8 }, () => post(url, lines, "text/plain")));
      await delay(BESIDE_MS);
      return counted(outcomes.map((outcome) => outcome.slice(0, 3)));
    },
  },
];
