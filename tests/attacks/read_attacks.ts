/** Answers that cost the server more than the client. */
import { delay } from "@std/async";
import type { Attack, Scene } from "./attack.ts";
import { counted, finished, gzip, read } from "./requests.ts";

/** A session of 80 records of some 399 kB each, out of 31 kB. */
async function largeRecords({ url }: Scene): Promise<string> {
  const record = `${"C".repeat(399_000)}>>C\n`;
  return await finished(url, await gzip(record.repeat(80)), { type: "application/gzip", format: "smiles" });
}

/** A session with enough reactions for its export to take a while. */
async function manyReactions({ url }: Scene): Promise<string> {
  return await finished(url, "CCO>>CC=O\n".repeat(500));
}

function pages(count: number): Attack {
  return {
    name: `reactions?limit=1000 of large records, ${count} at once`,
    prepare: largeRecords,
    async run({ url }, id) {
      const page = `${url}/sessions/${id}/reactions?limit=1000`;
      return counted(await Promise.all(Array.from({ length: count }, () => read(page))));
    },
  };
}

export const READ_ATTACKS: readonly Attack[] = [
  pages(10),
  pages(160),
  {
    name: "2 x 200 pages of large records in a pipeline, unread for 15 s",
    prepare: largeRecords,
    async run({ url }, id) {
      const { hostname, port, host } = new URL(url);
      const request = `GET /sessions/${id}/reactions?limit=1 HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
      const connections = await Promise.all([1, 2].map(() => Deno.connect({ hostname, port: Number(port) })));
      for (const connection of connections) {
        const writer = connection.writable.getWriter();
        writer.write(new TextEncoder().encode(request.repeat(200))).catch(() => {});
      }
      await delay(15_000);
      for (const connection of connections) connection.close();
      return "unread";
    },
  },
  {
    name: "400 CSV exports at once",
    prepare: manyReactions,
    async run({ url }, id) {
      const page = `${url}/sessions/${id}/reactions?limit=5`;
      const reads = Promise.all(Array.from({ length: 400 }, () => read(`${url}/sessions/${id}/export.csv`)));
      await delay(500);
      const begin = performance.now();
      await read(page);
      const five = performance.now() - begin;
      return `${counted(await reads)}; page of five beside them ${five.toFixed(0)} ms`;
    },
  },
  {
    name: "3,000 CSV exports opened and left",
    prepare: manyReactions,
    async run({ url }, id) {
      for (let wave = 0; wave < 30; wave++) {
        const leave = new AbortController();
        const reads = Array.from(
          { length: 100 },
          () => read(`${url}/sessions/${id}/export.csv`, leave.signal),
        );
        await delay(30);
        leave.abort();
        await Promise.all(reads);
      }
      const begin = performance.now();
      await read(`${url}/sessions/${id}/reactions?limit=5`);
      return `next page of five ${(performance.now() - begin).toFixed(0)} ms`;
    },
  },
];
