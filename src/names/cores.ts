/** All parents that a name can have at one place; the parser tries them, longest first. */
import { ACID_STEMS } from "./acid_stems.ts";
import { endAcid, RETAINED_ENDINGS } from "./endings.ts";
import type { Core } from "./name_tree.ts";
import { Piece } from "./piece.ts";
import { PREFIX_GROUPS } from "./prefix_groups.ts";
import { RETAINED_PARENTS } from "./retained_parents.ts";
import { skeletonCores } from "./skeletons.ts";

const LONGEST_GROUP = Math.max(...[...PREFIX_GROUPS.keys()].map((name) => name.length));
const LONGEST_PARENT = Math.max(...[...RETAINED_PARENTS.keys()].map((name) => name.length));
const LONGEST_ACID = Math.max(...[...ACID_STEMS.keys()].map((name) => name.length));
const LONGEST_ENDING = Math.max(...[...RETAINED_ENDINGS.keys()].map((name) => name.length));

/** Stems whose acyl group ends in -oyl: with -yl they name an alkyl group or nothing. */
const NO_YL = new Set(
  "benz laur myrist palmit stear ole linole capr capro capryl cinnam salicyl anthranil vanill veratr mal trop nicotin picolin acryl methacryl croton fumar male phthal"
    .split(" "),
);

/** Everything that a group or parent beginning at `start` can be, the longest first. `text` is in lower case. */
export function coresAt(text: string, start: number): readonly Core[] {
  return [
    ...groupCores(text, start),
    ...parentCores(text, start),
    ...classCores(text, start),
    ...acidCores(text, start),
    ...skeletonCores(text, start),
  ].sort((a, b) => b.end - a.end);
}

/** `[1,2,4]triazolo[4,3-a]pyridin`, `2-[1,6]naphthyridinyl`: a ring whose own numbers stand before it in a bracket. */
export function* bracketedCores(text: string, start: number): Generator<Core, void> {
  const [whole, own = ""] = /^\[(\d(?:,\d)*)\]/.exec(text.slice(start, start + 12)) ?? [];
  if (whole === undefined) return;
  yield* skeletonCores(text, start);
  const written = `${text.slice(0, start)} ${own}-${text.slice(start + whole.length)}`;
  yield* skeletonCores(written, start + 1);
  for (const core of skeletonCores(text, start + whole.length)) {
    yield { ...core, build: (front, isWhole) => core.build([...own.split(","), ...front], isWhole) };
  }
}

function* matches<Value>(
  table: ReadonlyMap<string, Value>,
  text: string,
  start: number,
  longest: number,
): Generator<{ readonly end: number; readonly value: Value; readonly name: string }, void> {
  for (let end = Math.min(text.length, start + longest); end > start; end--) {
    const name = text.slice(start, end);
    const value = table.get(name);
    if (value !== undefined) yield { end, value, name };
  }
}

function* groupCores(text: string, start: number): Generator<Core, void> {
  for (const { end, value } of matches(PREFIX_GROUPS, text, start, LONGEST_GROUP)) {
    yield {
      end,
      radical: true,
      build: (front) => {
        const piece = Piece.of(value.smiles, value.labels ?? []);
        piece.free = [0];
        piece.order = value.order;
        // A bracket atom of the table has no hydrogen where the group is to be bound.
        const end = piece.structure.atom(0);
        if (end.hydrogens !== null) end.hydrogens += value.order;
        piece.needs = value.needs;
        return { piece, left: front };
      },
    };
  }
  const bridge = /(methylenedioxy|ethylenedioxy|epoxy|dimethylmethylenedioxy|isopropylidenedioxy)/y;
  bridge.lastIndex = start;
  const name = bridge.exec(text)?.[1];
  if (name === undefined) return;
  const smiles = {
    methylenedioxy: "OCO",
    ethylenedioxy: "OCCO",
    epoxy: "O",
    dimethylmethylenedioxy: "OC(C)(C)O",
    isopropylidenedioxy: "OC(C)(C)O",
  }[name] ?? "O";
  yield {
    end: start + name.length,
    radical: true,
    build: (front) => {
      const piece = Piece.of(smiles, []);
      piece.free = [0, piece.structure.atoms.length - 1];
      return { piece, left: front };
    },
  };
}

/** Acids of amines whose names end like those of their bases. */
const AMINO_ACIDS = new Set(
  [...RETAINED_PARENTS].filter(([name, { smiles }]) =>
    /(?:in|an)$/.test(name) && /C\(=O\)O$/.test(smiles) && smiles.split("C(=O)O").length === 2
  ).map(([, parent]) => parent),
);

function ofAminoAcid(piece: Piece, ending: "ate" | "amide"): Piece {
  const { structure } = piece;
  const oxygen = structure.atoms.length - 1;
  if (ending === "ate") piece.opens.push(oxygen);
  else {
    const [carbon = 0] = structure.around(oxygen);
    structure.remove(oxygen);
    const nitrogen = structure.add("N");
    structure.join(carbon, nitrogen);
    // `N` is the amide by the rules, and for acyl groups the amine by habit.
    const amine = piece.labels.get("N");
    if (amine !== undefined) piece.labels.set("Nα", amine);
    piece.labels.set("N", nitrogen);
    piece.doubtful.add("N");
  }
  return piece;
}

const RADICAL = /-(\d+)-yl/y;

function* parentCores(text: string, start: number): Generator<Core, void> {
  for (const { end, value } of matches(RETAINED_PARENTS, text, start, LONGEST_PARENT)) {
    const silent = text[end] === "e" ? end + 1 : end;
    yield {
      end: silent,
      radical: false,
      build: (front) => ({ piece: Piece.of(value.smiles, value.labels), left: front }),
    };
    // `glycinate`, `prolinamide`.
    for (const ending of AMINO_ACIDS.has(value) ? ["ate", "amide"] as const : []) {
      if (!text.startsWith(ending, end)) continue;
      yield {
        end: end + ending.length,
        radical: false,
        build: (front) => ({ piece: ofAminoAcid(Piece.of(value.smiles, value.labels), ending), left: front }),
      };
    }
    // `oxindol-3-yl`: where the parent has that number.
    RADICAL.lastIndex = end;
    const [tail, locant = ""] = RADICAL.exec(text) ?? [];
    if (tail !== undefined) {
      yield {
        end: end + tail.length,
        radical: true,
        build: (front) => {
          const piece = Piece.of(value.smiles, value.labels);
          piece.free = [piece.at(locant)];
          return { piece, left: front };
        },
      };
    }
    // `succinimid-o`, `silan-yl` and the like are groups of their own; `amin-o` is in their table.
  }
}

/** Classes that are named in a word of their own behind their groups: every hydrogen of the fragment must be replaced. */
const CLASSES: ReadonlyMap<string, string> = new Map([
  ["chloride", "Cl"],
  ["bromide", "Br"],
  ["iodide", "I"],
  ["fluoride", "F"],
  ["cyanide", "C#N"],
  ["azide", "N=[N+]=[N-]"],
  ["isocyanate", "N=C=O"],
  ["isothiocyanate", "N=C=S"],
  ["thiocyanate", "SC#N"],
  ["tin", "[SnH4]"],
  ["alcohol", "O"],
  ["mercaptan", "S"],
  ["ether", "O"],
  ["ketone", "C=O"],
  ["sulfide", "S"],
  ["thioether", "S"],
  ["disulfide", "SS"],
  ["sulfoxide", "[SH2]=O"],
  ["sulfone", "[SH2](=O)=O"],
  ["peroxide", "OO"],
  ["nitrite", "ON=O"],
  ["nitrate", "O[N+](=O)[O-]"],
]);

function* classCores(text: string, start: number): Generator<Core, void> {
  for (const { end, value, name } of matches(CLASSES, text, start, 14)) {
    yield {
      end,
      radical: false,
      build: (front) => {
        const piece = Piece.of(value, []);
        piece.remaining = name === "alcohol" || name === "mercaptan" ? 1 : 0;
        return { piece, left: front };
      },
    };
  }
}

function* acidCores(text: string, start: number): Generator<Core, void> {
  for (const { end: stemEnd, value, name: stem } of matches(ACID_STEMS, text, start, LONGEST_ACID)) {
    for (const { end, value: ending } of matches(RETAINED_ENDINGS, text, stemEnd, LONGEST_ENDING)) {
      if (stem === "carboxyl" && !/^(?:ic acid|ate)$/.test(text.slice(stemEnd, end))) continue;
      if (NO_YL.has(stem) && text.startsWith("yl", stemEnd)) continue;
      const radical = ending === "acyl" || ending === "amido" || ending === "acyloxy";
      yield {
        end,
        radical,
        build: (front) => {
          const piece = Piece.of(value.smiles, value.labels);
          // `naphthyl-carboxylic acid`: alone it is no acid.
          if (stem === "carboxyl") piece.remaining = 0;
          endAcid(piece, ending);
          return { piece, left: front };
        },
      };
    }
  }
}
