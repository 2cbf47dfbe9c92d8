/** Bodies whose reading costs far more than their bytes. */
import { delay } from "@std/async";
import type { Attack } from "./attack.ts";
import { counted, post } from "./requests.ts";

const MIB = 1024 * 1024;
/** Just below the default of `--max-body-mib`. */
const BODY = Math.floor(31.9 * MIB);

function json(name: string, unit: string, join: (units: string) => string, bytes = BODY): Attack {
  return {
    name,
    run: ({ url }) =>
      post(url, join(unit.repeat(Math.floor((bytes - 30) / unit.length))), "application/json"),
  };
}

/** How long the bodies are held open, in milliseconds. */
const HELD_MS = 10_000;

/** Writes the head and `bytes` of the body in chunks, but not its end. */
async function sendAll(
  connection: Deno.TcpConn,
  head: string,
  piece: Uint8Array,
  bytes: number,
): Promise<void> {
  const encoder = new TextEncoder();
  const chunk = new Uint8Array([
    ...encoder.encode(`${piece.length.toString(16)}\r\n`),
    ...piece,
    ...encoder.encode("\r\n"),
  ]);
  for (const part of [encoder.encode(head), ...Array(Math.ceil(bytes / piece.length)).fill(chunk)]) {
    for (let sent = 0; sent < part.length;) sent += await connection.write(part.subarray(sent));
  }
}

/** Holds `count` chunked bodies open, each with `bytes` of text and no end. */
async function heldOpen(url: string, count: number, bytes: number): Promise<string> {
  const { hostname, port, host } = new URL(url);
  const piece = new Uint8Array(64 * 1024).fill("C".charCodeAt(0));
  const head =
    `POST /sessions HTTP/1.1\r\nHost: ${host}\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n`;
  async function one(): Promise<string> {
    const connection = await Deno.connect({ hostname, port: Number(port) });
    const answer = new Uint8Array(16);
    let outcome = "held";
    const reading = connection.read(answer).then((read) => {
      if (read !== null) outcome = new TextDecoder().decode(answer).slice(9, 12);
    }, () => {});
    const writing = sendAll(connection, head, piece, bytes).catch(() => {
      if (outcome === "held") outcome = "cut";
    });
    await Promise.race([Promise.all([reading, writing]), delay(HELD_MS)]);
    connection.close();
    await Promise.all([reading, writing]);
    return outcome;
  }
  return counted(await Promise.all(Array.from({ length: count }, one)));
}

export const BODY_ATTACKS: readonly Attack[] = [
  json("reactions: numbers, 31.9 MiB", "0,", (units) => `{"reactions":[${units}0]}`),
  json("reactions: numbers, 1 MiB", "0,", (units) => `{"reactions":[${units}0]}`, MIB),
  json("reactions: empty texts, 31.9 MiB", '"",', (units) => `{"reactions":[${units}""]}`),
  json("reactions: good ones, 31.9 MiB", '"C>>C",', (units) => `{"reactions":[${units}"C>>C"]}`),
  json("arrays in arrays, 31.9 MiB", "[", (units) => units),
  {
    name: "unknown keys, 31.9 MiB",
    run({ url }) {
      const keys = Array.from({ length: 2_700_000 }, (_, index) => `"k${index}":0`);
      return post(url, `{${keys.join(",")}}`, "application/json");
    },
  },
  {
    name: "tiny parts of a form, 8 MiB",
    run({ url }) {
      const part = '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n';
      const body = `${part.repeat(Math.floor(8 * MIB / part.length))}--b--\r\n`;
      return post(url, body, "multipart/form-data; boundary=b");
    },
  },
  {
    name: "20 texts of 31.9 MiB at once",
    async run({ url }) {
      const body = "hello ".repeat(BODY / 6);
      return counted(await Promise.all(Array.from({ length: 20 }, () => post(url, body, "text/plain"))));
    },
  },
  {
    name: "30 chunked bodies of 30 MiB held open",
    args: ["--max-mib-per-hour", "64"],
    run: ({ url }) => heldOpen(url, 30, 30 * MIB),
  },
];
