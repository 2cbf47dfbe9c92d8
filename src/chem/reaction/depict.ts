/** Draws a reaction: molecules at one scale, agents at the arrow, what changes highlighted. */
import type { DepictionOptions, ReactionInput } from "../chem_protocol.ts";
import type { Rdkit } from "../rdkit.ts";
import type { ComponentRole } from "../../types.ts";
import { RxnstreamError } from "../../errors.ts";
import { changedPairs } from "./reaction_centre.ts";
import type { MappedReaction } from "./mapped_reaction.ts";
import { bondOrder } from "./molecular_graph.ts";
import type { MoleculeReader } from "./molecule_reader.ts";
import { readMapped } from "./read_mapped.ts";
import { readReaction } from "./read_reaction.ts";
import { atomTokens, hasMapNumbers } from "./smiles_atoms.ts";
import { below, beside, type Drawing, escaped, fitted, wrapped } from "./svg_layout.ts";

/** A molecule to draw: the atoms to highlight by their place in the SMILES. */
interface Figure {
  readonly smiles: string;
  readonly role: ComponentRole;
  readonly atoms: readonly number[];
  /** Highlighted bonds as pairs of atoms. */
  readonly bonds: readonly (readonly [number, number])[];
}

/** Colours of one theme: `r, g, b` from 0 to 1, as RDKit wants them, by atomic number (-1: all others). */
interface Theme {
  readonly ink: string;
  readonly faint: string;
  readonly atoms: Readonly<Record<string, readonly [number, number, number]>>;
  readonly highlight: readonly [number, number, number];
}

const LIGHT: Theme = {
  ink: "#1f2328",
  faint: "#6e7781",
  atoms: {
    "-1": [0.12, 0.14, 0.16],
    "6": [0.12, 0.14, 0.16],
    "7": [0.1, 0.3, 0.85],
    "8": [0.8, 0.1, 0.1],
    "9": [0.1, 0.55, 0.45],
    "15": [0.75, 0.4, 0],
    "16": [0.6, 0.5, 0],
    "17": [0.05, 0.55, 0.1],
    "35": [0.55, 0.25, 0.1],
    "53": [0.45, 0.1, 0.6],
  },
  highlight: [1, 0.85, 0.45],
};

const DARK: Theme = {
  ink: "#e6edf3",
  faint: "#9198a1",
  atoms: {
    "-1": [0.9, 0.93, 0.95],
    "6": [0.9, 0.93, 0.95],
    "7": [0.5, 0.68, 1],
    "8": [1, 0.5, 0.47],
    "9": [0.4, 0.85, 0.75],
    "15": [1, 0.68, 0.35],
    "16": [0.9, 0.82, 0.35],
    "17": [0.45, 0.85, 0.45],
    "35": [0.9, 0.6, 0.45],
    "53": [0.8, 0.55, 0.95],
  },
  highlight: [0.45, 0.33, 0.05],
};

/** Length of a bond before the whole is scaled, in pixels. */
const BOND_LENGTH = 24;
const AGENT_BOND_LENGTH = 16;
const AGENT_LINE = 220;
const SHORTEST_ARROW = 70;
/** Larger molecules stand as text: coordinates for 400 atoms take a second, and nobody could read them. */
const MAX_DRAWN_ATOMS = 160;

/**
 * One SVG document of the given size with a transparent background. With map numbers, the atoms and bonds that
 * change are highlighted. A component that cannot be read, or is very
 * large, is drawn as its text.
 *
 * @throws {RxnstreamError} `input_invalid` if the text is no reaction
 */
export function depictReaction(
  reader: MoleculeReader,
  input: ReactionInput,
  options: DepictionOptions,
): string {
  const theme = options.dark ? DARK : LIGHT;
  const figures = mappedFigures(reader, input) ?? plainFigures(reader, input);
  const drawn = new Map<string, Drawing>();
  const draw = (role: ComponentRole) =>
    figures.filter((figure) => figure.role === role).map((figure) => {
      const key = JSON.stringify(figure);
      const drawing = drawn.get(key) ?? drawFigure(reader.rdkit, figure, theme);
      drawn.set(key, drawing);
      return drawing;
    });
  const sequence = [
    ...joined(draw("reactant"), theme),
    arrow(draw("agent"), theme),
    ...joined(draw("product"), theme),
  ];
  return fitted(sequence, options, figures.map((figure) => figure.smiles).join(" "));
}

function mappedFigures(reader: MoleculeReader, input: ReactionInput): readonly Figure[] | null {
  if (input.format !== "smiles" || !hasMapNumbers(input.text)) return null;
  const read = readMapped(reader, input.text);
  if (!read.ok) return null;
  const { left, source, target, leftSmiles, rightSmiles } = read.value;
  const changed = changedPairs(read.value);
  const supplies = new Set<number>();
  target.forEach((p, r) => {
    if (p >= 0) supplies.add(left.fragment[r] as number);
  });
  const leftChanged = new Set(changed.map((p) => source[p] as number));
  return [
    ...figuresOf(
      leftSmiles,
      leftChanged,
      brokenBonds(read.value),
      (fragment) => supplies.has(fragment) ? "reactant" : "agent",
    ),
    ...figuresOf(rightSmiles, new Set(changed), madeBonds(read.value), () => "product"),
  ];

  function figuresOf(
    smiles: readonly string[],
    atoms: ReadonlySet<number>,
    bonds: readonly (readonly [number, number])[],
    role: (fragment: number) => ComponentRole,
  ): readonly Figure[] {
    let start = 0;
    return smiles.map((text, fragment) => {
      const [first, end] = [start, start + atomTokens(text).length];
      start = end;
      const own = (atom: number) => atom >= first && atom < end;
      return {
        smiles: text,
        role: role(fragment),
        atoms: [...atoms].filter(own).map((atom) => atom - first),
        bonds: bonds.filter(([a, b]) => own(a) && own(b)).map(([a, b]) => [a - first, b - first] as const),
      };
    });
  }
}

/** Left bonds that are broken or change their order. */
function brokenBonds({ left, right, target }: MappedReaction): readonly (readonly [number, number])[] {
  return left.bonds.flatMap(({ a, b, order }) => {
    const [first, second] = [target[a] as number, target[b] as number];
    if (first < 0 && second < 0) return [];
    const after = first < 0 || second < 0 ? 0 : bondOrder(right, first, second);
    return after === order ? [] : [[a, b] as const];
  });
}

/** Right bonds that are made or change their order. */
function madeBonds({ left, right, source }: MappedReaction): readonly (readonly [number, number])[] {
  return right.bonds.flatMap(({ a, b, order }) => {
    const [first, second] = [source[a] as number, source[b] as number];
    const before = first < 0 || second < 0 ? 0 : bondOrder(left, first, second);
    return before === order ? [] : [[a, b] as const];
  });
}

function plainFigures(reader: MoleculeReader, input: ReactionInput): readonly Figure[] {
  const { components, rejected } = readReaction(reader, input);
  const whole = rejected.find((entry) => entry.position === 0);
  if (whole) throw new RxnstreamError("input_invalid", `Cannot draw the reaction: ${whole.reason}`);
  const unreadable = rejected.map(({ candidate, role }) => ({
    smiles: candidate,
    role: role ?? "reactant" as const,
  }));
  return [...components, ...unreadable].map(({ smiles, role }) => ({ smiles, role, atoms: [], bonds: [] }));
}

function drawFigure(rdkit: Rdkit, figure: Figure, theme: Theme): Drawing {
  if (atomTokens(figure.smiles).length > MAX_DRAWN_ATOMS) return label(figure.smiles, theme.faint, 11);
  const drawn = rdkit.molecule(figure.smiles, (molecule) => {
    const index = bondIndex(molecule.json());
    const details = {
      width: -1,
      height: -1,
      fixedBondLength: figure.role === "agent" ? AGENT_BOND_LENGTH : BOND_LENGTH,
      scalingFactor: figure.role === "agent" ? AGENT_BOND_LENGTH : BOND_LENGTH,
      bondLineWidth: 1.3,
      padding: 0.02,
      clearBackground: false,
      atomColourPalette: theme.atoms,
      highlightColour: theme.highlight,
      atoms: figure.atoms,
      bonds: figure.bonds.flatMap(([a, b]) => index.get(`${a} ${b}`) ?? []),
    };
    return molecule.svg(JSON.stringify(details));
  }, { keepHydrogens: true, trial: true });
  return (drawn.ok ? partOfDocument(drawn.value) : null) ?? label(figure.smiles, theme.faint, 11);
}

function bondIndex(json: string): ReadonlyMap<string, number> {
  const index = new Map<string, number>();
  const [molecule] = (JSON.parse(json) as {
    readonly molecules: readonly {
      readonly bonds?: readonly { readonly atoms: readonly [number, number] }[];
    }[];
  }).molecules;
  molecule?.bonds?.forEach(({ atoms: [a, b] }, bond) => {
    index.set(`${a} ${b}`, bond);
    index.set(`${b} ${a}`, bond);
  });
  return index;
}

/** Takes RDKit's document apart: what is drawn, and its size. */
function partOfDocument(svg: string): Drawing | null {
  const size = /width='([\d.]+)px' height='([\d.]+)px'/.exec(svg);
  const start = svg.indexOf("<!-- END OF HEADER -->");
  const end = svg.lastIndexOf("</svg>");
  if (!size || start < 0 || end < start) return null;
  return {
    body: svg.slice(start + "<!-- END OF HEADER -->".length, end).replaceAll(/ class='[^']*'/g, ""),
    width: Number(size[1]),
    height: Number(size[2]),
  };
}

function joined(drawings: readonly Drawing[], theme: Theme): readonly Drawing[] {
  return drawings.flatMap((drawing, index) => index === 0 ? [drawing] : [label("+", theme.ink, 22), drawing]);
}

/** The arrow with the agents: one half above it, the other below once they fill more than one line. */
function arrow(agents: readonly Drawing[], theme: Theme): Drawing {
  const lines = wrapped(agents, AGENT_LINE);
  const above = lines.slice(0, Math.ceil(lines.length / 2));
  const under = lines.slice(above.length);
  const width = Math.max(SHORTEST_ARROW, ...lines.map((line) => line.width)) + 16;
  const shaft = {
    body: `<path d="M 2,6 H ${width - 10}" stroke="${theme.ink}" stroke-width="1.6" fill="none"/>` +
      `<path d="M ${width - 11},1.5 L ${width - 1},6 L ${width - 11},10.5 Z" fill="${theme.ink}"/>`,
    width,
    height: 12,
  };
  const upper = below(above, 4);
  const lower = below(under, 4);
  // The arrow keeps to the middle of the line, so both sides of it get the height of the taller one.
  const room = Math.max(upper.height, lower.height);
  const padded = (drawing: Drawing, top: number): Drawing => ({
    ...drawing,
    body: `<g transform="translate(0 ${top})">${drawing.body}</g>`,
    height: room,
  });
  return below([padded(upper, room - upper.height), shaft, padded(lower, 0)], 4);
}

function label(text: string, colour: string, size: number): Drawing {
  const shown = text.length > 40 ? `${text.slice(0, 39)}…` : text;
  const width = Math.max(size, shown.length * size * 0.62);
  return beside([{
    body:
      `<text x="${
        width / 2
      }" y="${size}" text-anchor="middle" font-family="sans-serif" font-size="${size}" ` +
      `fill="${colour}">${escaped(shown)}</text>`,
    width,
    height: size * 1.3,
  }]);
}
