/** Texts that are almost valid. */
import type { Random } from "../support/random.ts";

/** Values that have broken programs before. */
export const NASTY: readonly string[] = [
  "",
  " ",
  "0",
  "-1",
  "1e999",
  "1.5",
  "0x10",
  "NaN",
  "null",
  "true",
  "[]",
  "{}",
  "9".repeat(30),
  "\u0663",
  "\uff11",
  "__proto__",
  "constructor",
  "toString",
  "..",
  "../..",
  "..%2f..%2f",
  "%",
  "%00",
  "%zz",
  "%c0%ae",
  "%ed%a0%80",
  "%25",
  "\\",
  "'",
  '"',
  "`",
  "<script>",
  "';drop table sessions;--",
  "${7*7}",
  "{{7*7}}",
  "\u202e",
  "\ufeff",
  "\ud83d\ude00",
  "e\u0301".repeat(20),
  "a".repeat(3_000),
  "*",
  "text/event-stream;q=",
  ",,,,",
  ";;;;",
];

/** Changes `text` in up to `most` places: characters and pieces are removed, repeated, swapped or replaced. */
export function mutated(text: string, random: Random, most = 6): string {
  let result = text;
  for (let changes = 1 + random.below(most); changes > 0; changes--) {
    const at = random.below(result.length + 1);
    const length = random.below(random.chance(0.8) ? 4 : 40);
    const piece = result.slice(at, at + length);
    const [head, tail] = [result.slice(0, at), result.slice(at + length)];
    switch (random.below(6)) {
      case 0:
        result = head + tail;
        break;
      case 1:
        result = head + piece + piece + tail;
        break;
      case 2:
        result = head + String.fromCharCode(random.below(random.chance(0.9) ? 128 : 0xffff)) + tail;
        break;
      case 3:
        result = head + random.pick(NASTY) + result.slice(at);
        break;
      case 4:
        result = tail + head;
        break;
      default:
        result = head + piece.split("").reverse().join("") + tail;
    }
    if (result.length > 20_000) result = result.slice(0, 20_000);
  }
  return result;
}

/** Changes bytes, whatever they mean. */
export function mutatedBytes(
  bytes: Uint8Array<ArrayBuffer>,
  random: Random,
): Uint8Array<ArrayBuffer> {
  const result = bytes.slice();
  for (let changes = 1 + random.below(8); changes > 0 && result.length > 0; changes--) {
    result[random.below(result.length)] = random.below(256);
  }
  return random.chance(0.2) ? result.slice(0, random.below(result.length + 1)) : result;
}
