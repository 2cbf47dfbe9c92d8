/** Parses one word of a systematic name from left to right, in every way that it can be read, the likeliest first. */
import { buildUnit } from "./build_unit.ts";
import { bracketedCores, coresAt } from "./cores.ts";
import type { Core, Descriptor, Item, Unit } from "./name_tree.ts";
import { MULTIPLIERS } from "./numbers.ts";
import { NameFault } from "./structure.ts";

const LOCANT = "(?:\\d+[a-z]?'*|[NOSPC](?:[α-ω]|\\d)?'*|[α-ω]'*|\\d*[α-ω])";
const LOCANTS = new RegExp(
  `(${LOCANT}(?:[,.] ?${LOCANT})*)(?:\\((\\d+)H(?:,(\\d+)H)*\\))?(?:- ?|(?=[(\\[{])|(?<=\\d)(?=[a-z]{3}))`,
  "y",
);
const POSITION_WORDS = /(ortho|meta|para|o|m|p)- ?/iy;
const INDICATED = /(?:[([](\d+[a-z]?)H(?:,(\d+[a-z]?)H)*[)\]]|(\d+[a-z]?)H(?:,(\d+[a-z]?)H)*)-?/y;
const CONFIGURATION =
  /(?:[([](?:\+|-|±|\+\/-|\+-|rac|dl|d|l|\+,-|r,s|rs)[)\]]|\(((?:\d+[a-z]?'*)?(?:RS|SR|R|S|E|Z|α|β)\*?(?:[,/] ?(?:\d+[a-z]?'*)?(?:RS|SR|R|S|E|Z|α|β)\*?)*)\)|(cis|trans|rac|D,?L|D|L|exo|endo|syn|anti)(?=-)|(R|S|E|Z|\+\/-|±)(?=-\()|(E|Z)(?=-\d))-? ?/y;
const HYDRO = /(di|tetra|hexa|octa|deca|dodeca|per)?-?hydro(?!xy|chlor|brom|gen|per|iod|quinon|cinnam|xi)-?/y;
const HYDROGENS: Readonly<Record<string, number>> = {
  di: 2,
  tetra: 4,
  hexa: 6,
  octa: 8,
  deca: 10,
  dodeca: 12,
};
const MULTIPLIER_NAMES = [...MULTIPLIERS.keys()].sort((a, b) => b.length - a.length);
const CLOSERS: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };
/** Steps of one word: everyday names need some hundreds. */
const MAX_STEPS = 1_000;
const MAX_DEPTH = 12;

interface Decorated {
  readonly locants: readonly string[];
  readonly indicated: readonly string[];
  readonly stereo: readonly Descriptor[];
  /** Where its locants begin. */
  readonly numbers: number;
  readonly end: number;
}

/** Reads one word of a name into prefixes and parent. */
export class UnitParser {
  readonly #text: string;
  readonly #lower: string;
  /** Blanks within the word count as hyphens. */
  readonly #loose: boolean;
  readonly #cores = new Map<number, readonly Core[]>();
  #steps = 0;
  /** The furthest place that was reached. */
  furthest = 0;

  constructor(text: string, loose: boolean) {
    this.#text = text;
    this.#lower = text.toLowerCase();
    this.#loose = loose;
  }

  /** Every way to read what begins at `start`, the likeliest first; each ends at a blank, a bracket or the end. */
  *units(start: number, depth = 0): Generator<Unit, void> {
    if (depth > MAX_DEPTH) throw new NameFault("its brackets are nested too deeply", start);
    yield* this.#from(start, [], [], [], start, depth);
  }

  *#from(
    start: number,
    items: readonly Item[],
    indicated: readonly string[],
    stereo: readonly Descriptor[],
    at: number,
    depth: number,
  ): Generator<Unit, void> {
    if (++this.#steps > MAX_STEPS) throw new NameFault("it can be read in too many ways");
    const p = this.#skipHyphens(start);
    const decorated = this.#decorations(p);
    this.furthest = Math.max(this.furthest, decorated.end);
    const all = {
      indicated: [...indicated, ...decorated.indicated],
      stereo: [...stereo, ...decorated.stereo],
    };
    // `p-xylene`, `4H-1-benzopyran`, `1,8-naphthyridine` and `2-pyridone` have their numbers in their names.
    if (decorated.locants.length > 0 && (decorated.stereo.length === 0 || decorated.numbers > p)) {
      const own = decorated.numbers === p ? { indicated, stereo } : all;
      for (const core of this.#coresFrom(decorated.numbers, depth)) {
        if (core.end <= decorated.end) continue;
        const bare = items.map((item, i) => i === items.length - 1 ? { ...item, joined: false } : item);
        if (this.#isBoundary(core.end)) {
          yield { items: bare, front: [], ...own, core, end: core.end, at };
        }
        if (core.radical) {
          const item = { locants: [], times: 1, counted: false, core, hydro: false, joined: false, at: p };
          yield* this.#from(core.end, [...bare, item], own.indicated, own.stereo, at, depth);
        }
      }
    }
    const joined = decorated.end === start && items.length > 0;
    const last = items.at(-1);
    const before = last === undefined ? items : [...items.slice(0, -1), { ...last, joined }];
    const go = (end: number, item: Omit<Item, "locants" | "joined" | "at">) =>
      this.#from(
        end,
        [...before, { ...item, locants: decorated.locants, joined: false, at: decorated.end }],
        all.indicated,
        all.stereo,
        at,
        depth,
      );
    HYDRO.lastIndex = decorated.end;
    const hydro = HYDRO.exec(this.#lower);
    if (hydro) {
      const times = hydro[1] === "per"
        ? 0
        : HYDROGENS[hydro[1] ?? ""] ?? Math.max(1, decorated.locants.length);
      yield* go(decorated.end + hydro[0].length, { times, counted: true, core: NO_CORE, hydro: true });
    }
    for (const { end, times, counted } of this.#multipliers(decorated.end)) {
      for (const core of this.#coresFrom(end, depth)) {
        this.furthest = Math.max(this.furthest, core.end);
        if (this.#isBoundary(core.end) && times === 1) {
          yield { items: before, front: decorated.locants, ...all, core, end: core.end, at };
        }
        if (core.radical) yield* go(core.end, { times, counted, core, hydro: false });
      }
    }
  }

  #skipHyphens(start: number): number {
    let p = start;
    while (this.#text[p] === "-" || this.#loose && this.#text[p] === " ") p++;
    return p;
  }

  #isBoundary(end: number): boolean {
    return end === this.#text.length || /[ )\]}/,;-]/.test(this.#text.charAt(end));
  }

  #decorations(start: number): Decorated {
    let locants: readonly string[] = [];
    const indicated: string[] = [];
    const stereo: Descriptor[] = [];
    let p = start;
    let numbers = start;
    for (let turn = 0; turn < 6; turn++) {
      const from = p;
      for (const pattern of [CONFIGURATION, INDICATED, LOCANTS, POSITION_WORDS]) {
        pattern.lastIndex = p;
        const match = pattern.exec(this.#text);
        if (match === null) continue;
        if (pattern === LOCANTS || pattern === POSITION_WORDS) {
          if (locants.length > 0) continue;
          numbers = p;
          locants = (match[1] ?? "").toString().split(/[,.] ?/);
          if (pattern === POSITION_WORDS) locants = locants.map((one) => one.toLowerCase());
          indicated.push(...match.slice(2).filter((one) => one !== undefined));
        } else if (pattern === INDICATED) {
          indicated.push(...match.slice(1).filter((one) => one !== undefined));
        } else {
          // `2-(R)-` and `4(S)-`: the number before it is that of its centre too.
          const [only = ""] = locants.length === 1 ? locants : [];
          stereo.push(
            ...descriptors(match.slice(1).find((one) => one !== undefined), p).map((one) =>
              one.locant === "" && /^[RSEZ]$/.test(one.value) ? { ...one, locant: only } : one
            ),
          );
        }
        p += match[0].length;
        break;
      }
      if (p === from) break;
    }
    return { locants, indicated, stereo, numbers, end: p };
  }

  #multipliers(start: number): readonly { end: number; times: number; counted: boolean }[] {
    const counts = [{ end: start, times: 1, counted: false }];
    for (const name of MULTIPLIER_NAMES) {
      if (!this.#lower.startsWith(name, start)) continue;
      const end = start + name.length;
      counts.push({
        end: this.#text[end] === "-" ? end + 1 : end,
        times: MULTIPLIERS.get(name) ?? 1,
        counted: true,
      });
    }
    return counts;
  }

  *#coresFrom(start: number, depth: number): Generator<Core, void> {
    const closer = CLOSERS[this.#text.charAt(start)];
    if (closer !== undefined) {
      yield* bracketedCores(this.#lower, start);
      for (const unit of this.units(start + 1, depth + 1)) {
        if (this.#text[unit.end] !== closer || !unit.core.radical) continue;
        yield {
          end: unit.end + 1,
          radical: true,
          closed: true,
          build: (front) => ({ piece: buildUnit(unit), left: front }),
        };
      }
      return;
    }
    // `N-methyl` is no n-alkyl.
    if (this.#text.startsWith("N-", start)) return;
    const known = this.#cores.get(start) ?? coresAt(this.#lower, start);
    this.#cores.set(start, known);
    yield* known;
  }
}

const NO_CORE: Core = {
  end: 0,
  radical: true,
  build: () => {
    throw new NameFault("hydrogen is no group");
  },
};

function descriptors(text: string | undefined, at: number): readonly Descriptor[] {
  if (text === undefined) return [];
  if (/^D,?L$/.test(text)) return [{ locant: "", value: "DL", at }];
  return text.split(/[,/] ?/).flatMap((one) => {
    const match = /^(\d+[a-z]?'*)?(.+)$/.exec(one);
    return match ? [{ locant: match[1] ?? "", value: match[2] ?? "", at }] : [];
  });
}
