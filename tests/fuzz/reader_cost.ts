/** The cost of reading a grown text, compared with the cost at a quarter of the size. */
import { findReactions } from "../../src/chem/input/find_reactions.ts";
import { splitReaction } from "../../src/chem/input/split_reaction.ts";
import { RxnstreamError } from "../../src/errors.ts";
import { cpuMs } from "../support/cpu_time.ts";
import { describeText, type GrownText, textOf } from "./grown_text.ts";

/** CPU time for a text and for one a quarter as long. */
export interface ReaderCost {
  readonly characters: number;
  readonly largeMs: number;
  readonly smallMs: number;
  /** Characters found, per character of the text. */
  readonly answerRatio: number;
}

const MAX_REACTIONS = 100_000;
const FACTOR = 4;
/** A linear reader has 4, to which garbage collection sometimes adds; a quadratic one has 16. */
const MOST_GROWTH = 8;
/** Less than this is mostly noise, in milliseconds. */
const LEAST_MS = 20;
const MOST_RUNS = 5;

/** Repeats both measurements while the longer one takes too much, and returns the pair with the least growth. */
export function readerCost(grown: GrownText, size: number): ReaderCost {
  const small = inputOf(grown, size / FACTOR);
  const large = inputOf(grown, size);
  let answer = 0;
  let best = { smallMs: 0, largeMs: Infinity };
  for (let run = 0; run < MOST_RUNS && growth(best) > MOST_GROWTH; run++) {
    const smallMs = cpuMs(() => read(grown, small));
    const largeMs = cpuMs(() => answer = read(grown, large));
    if (growth({ smallMs, largeMs }) < growth(best)) best = { smallMs, largeMs };
  }
  return { characters: large.length, ...best, answerRatio: answer / large.length };
}

/** Why the cost is not that of a linear reader, or null. */
export function growthFault(cost: ReaderCost): string | null {
  if (growth(cost) <= MOST_GROWTH) return null;
  const [small, large] = [cost.smallMs.toFixed(1), cost.largeMs.toFixed(1)];
  return `the time grows faster than the text: ${small} ms, at ${FACTOR} times the size ${large} ms`;
}

function growth({ smallMs, largeMs }: Pick<ReaderCost, "smallMs" | "largeMs">): number {
  return largeMs / Math.max(smallMs, LEAST_MS);
}

function inputOf(grown: GrownText, size: number): string {
  const text = textOf(grown, size);
  return grown.reader.format === "ord" ? btoa(text) : text;
}

/** Reads the text and returns the number of characters found. Any error thrown names the text. */
function read(grown: GrownText, text: string): number {
  const { reader } = grown;
  try {
    if (reader.kind === "split") {
      const split = splitReaction(text, reader.format);
      return split.ok
        ? split.components.reduce((sum, part) => sum + part.text.length, 0)
        : split.reason.length;
    }
    const { reactions } = findReactions({ text, format: reader.format, fileName: null }, MAX_REACTIONS);
    return reactions.reduce((sum, { text, fields }) => sum + text.length + fieldCharacters(fields), 0);
  } catch (error) {
    const isRefused = error instanceof RxnstreamError && error.code === "input_invalid";
    if (isRefused && reader.format === "ord") return 0;
    throw new Error(`Reading failed: ${describeText(grown)}`, { cause: error });
  }
}

function fieldCharacters(fields: Readonly<Record<string, string>>): number {
  return Object.entries(fields).reduce((sum, [name, value]) => sum + name.length + value.length, 0);
}
