/**
 * Draws a reaction: molecules at one scale, agents at the arrow, common parts alike on both sides, changes
 * highlighted.
 */
import type { DepictionOptions, ReactionInput } from "../protocol/chem_protocol.ts";
import { RxnstreamError } from "../../errors.ts";
import type { ComponentRole } from "../../chem_results.ts";
import { changedPairs } from "../template/reaction_centre.ts";
import { type MappedReaction, mappedReaction, type SideMolecule } from "../molecule/mapped_reaction.ts";
import { bondOrder } from "../molecule/molecular_graph.ts";
import type { MoleculeReader } from "../molecule/molecule_reader.ts";
import { readMappedSides } from "../molecule/read_mapped.ts";
import { readReaction } from "../molecule/read_reaction.ts";
import { atomTokens, hasMapNumbers } from "../molecule/smiles_atoms.ts";
import { alignedLayouts } from "./aligned_layouts.ts";
import { drawMolecule, type Figure, type FigureBond, SCALE } from "./draw_molecule.ts";
import { DARK, type DrawingTheme, LIGHT } from "./drawing_theme.ts";
import { freeLayout, hasBridge } from "./free_layout.ts";
import { type Point, roomiestTurn, turnedBy } from "./plane.ts";
import { type FigureGroup, joinedSalts } from "./salts.ts";
import { type SideFragment, sideFragments } from "./shared_skeleton.ts";
import { below, beside, type Drawing, escaped, fitted, MAX_SCALE, shrunk, wrapped } from "./svg_layout.ts";
import type { UsualNames } from "./usual_names.ts";

const LARGEST_SCALE = SCALE * MAX_SCALE;
const AGENT_LINE = 220;
const TALLEST_AGENT = 64;
/** Size of the names of agents: that of RDKit's labels. */
const AGENT_TEXT = 15;
const SHORTEST_ARROW = 70;
const CONDITION_TEXT = 12;
const MOST_CONDITIONS = 4;
/** Gap between the fragments of one component. */
const ION_GAP = 4;
/** Larger molecules are shown as text: coordinates for 400 atoms take a second, and the drawing would be unreadable. */
const MAX_DRAWN_ATOMS = 160;
/**
 * Most molecules drawn per role, and fragments per component; more would be indistinguishable and take seconds to
 * draw.
 */
const MAX_DRAWN_MOLECULES = 24;

/**
 * One SVG document of the given size with a transparent background.
 *
 * With map numbers, the molecules of both sides are laid out alike. Atoms that change, and bonds that are made,
 * broken or changed in order, are highlighted (`class` `change` with `atom`, `made`, `broken` or `order`). Each atom
 * found on both sides is covered by an invisible circle of class `target` (with `centre` if the atom changes), whose
 * `data-map` is the same on both sides. A component that is unreadable or very large is shown as text; if a role has
 * very many components, the first are drawn and the others counted. The ions of a salt are drawn together without a
 * plus sign, as one element of class `molecule`, also where the reaction has them apart. Agents are written as text
 * where they have a short name or a formula. There are no styles in the document, so it also works in pages that
 * forbid them.
 *
 * @throws {RxnstreamError} `input_invalid` if the text is not a reaction
 */
export function depictReaction(
  { reader, names }: { readonly reader: MoleculeReader; readonly names: UsualNames },
  input: ReactionInput,
  options: DepictionOptions,
): string {
  const theme = options.dark ? DARK : LIGHT;
  const components = joinedSalts(
    names,
    mappedFigures(reader, input, options) ?? plainFigures(reader, input).map((figure) => [figure]),
  );
  const drawn = new Map<string, Drawing>();
  const draw = (role: ComponentRole) => {
    const all = components.filter(([first]) => first?.role === role);
    return firstOf(all, drawComponent);
  };
  const drawComponent = (figures: FigureGroup) => {
    const drawing = beside(firstOf(figures, drawOnce), ION_GAP);
    return { ...drawing, body: `<g class="molecule ${figures[0]?.role ?? "agent"}">${drawing.body}</g>` };
  };
  const firstOf = <Part>(all: readonly Part[], drawPart: (part: Part) => Drawing) => {
    const drawings = all.slice(0, MAX_DRAWN_MOLECULES).map(drawPart);
    const more = all.length - drawings.length;
    return more === 0 ? drawings : [...drawings, label(`${more} more`, theme.faint, 16)];
  };
  const drawOnce = (figure: Figure) => {
    const key = JSON.stringify(figure);
    const drawing = drawn.get(key) ?? drawFigure(figure) ?? label(figure.smiles, theme.faint, 11);
    drawn.set(key, drawing);
    return drawing;
  };
  const drawFigure = (figure: Figure) =>
    atomTokens(figure.smiles).length > MAX_DRAWN_ATOMS
      ? null
      : drawMolecule(reader.rdkit, figure, theme, options.atomMaps);
  const agents = () => {
    const named = Map.groupBy(
      components.filter(([first]) => first?.role === "agent"),
      (figures) => names.name(figures.flatMap(({ smiles }) => smiles.split("."))),
    );
    const texts = [...named].flatMap(([name, all]) =>
      name === null ? [] : [all.length > 1 ? `${all.length} ${name}` : name]
    );
    const labels = texts.map((text, index) => {
      const drawing = label(index < texts.length - 1 ? `${text},` : text, theme.ink, AGENT_TEXT);
      return { ...drawing, body: `<g class="molecule agent">${drawing.body}</g>` };
    });
    return [...firstOf(named.get(null) ?? [], drawComponent), ...firstOf(labels, (drawing) => drawing)];
  };
  const sequence = [
    ...joined(draw("reactant"), theme),
    arrow(agents(), options.conditions ?? [], theme),
    ...joined(draw("product"), theme),
  ];
  return fitted(sequence, options, components.flat().map((figure) => figure.smiles).join(" "));
}

/** The fragments of each component; null if the reaction is not mapped. */
function mappedFigures(
  reader: MoleculeReader,
  input: ReactionInput,
  frame: DepictionOptions,
): readonly (readonly Figure[])[] | null {
  if (input.format !== "smiles" || !hasMapNumbers(input.text)) return null;
  const read = readMappedSides(reader, input.text);
  if (!read.ok) return null;
  const { left, right, source } = read.value;
  const reaction = mappedReaction(left, right, source);
  const fragments = sideFragments(reaction);
  const drawable = [true, false].flatMap((side) =>
    fragments.filter(({ isProduct }) => isProduct === side).slice(0, 2 * MAX_DRAWN_MOLECULES)
  ).filter(({ size }) => size <= MAX_DRAWN_ATOMS);
  const layouts = alignedLayouts(reader.rdkit, reaction, drawable);
  const turn = roomiestTurn([...layouts.values()], frame, LARGEST_SCALE);
  const changed = changedPairs(reaction);
  const leftSide = {
    atoms: changed.map((p) => source[p] as number),
    bonds: brokenBonds(reaction),
    maps: left.flatMap((molecule) => molecule.maps),
    partner: reaction.target,
  };
  const rightSide = {
    atoms: changed,
    bonds: madeBonds(reaction),
    maps: right.flatMap((molecule) => molecule.maps),
    partner: source,
  };
  const figure = (fragment: SideFragment, role: ComponentRole): Figure => {
    const { smiles, isProduct, first, size } = fragment;
    const side = isProduct ? rightSide : leftSide;
    const own = (atom: number) => atom >= first && atom < first + size;
    const layout = layouts.get(fragment);
    const partners = side.partner.subarray(first, first + size);
    return {
      smiles,
      role,
      layout: layout ? turnedBy(layout, turn) : null,
      maps: [...partners].map((atom, k) => atom >= 0 ? side.maps[first + k] ?? 0 : 0),
      changedAtoms: side.atoms.filter(own).map((atom) => atom - first),
      changedBonds: side.bonds.filter(({ atoms: [a] }) => own(a)).map(({ atoms: [a, b], change }) => ({
        atoms: [a - first, b - first],
        change,
      })),
    };
  };
  return componentsOf(fragments, left, right).map((parts) => {
    const supplies = ({ first, size }: SideFragment) =>
      leftSide.partner.subarray(first, first + size).some((atom) => atom >= 0);
    const role = parts[0]?.isProduct ? "product" : parts.some(supplies) ? "reactant" : "agent";
    return parts.map((fragment) => figure(fragment, role));
  });
}

/** The fragments of both sides, grouped by molecule. */
function componentsOf(
  fragments: readonly SideFragment[],
  left: readonly SideMolecule[],
  right: readonly SideMolecule[],
): readonly (readonly SideFragment[])[] {
  let next = 0;
  return [...left, ...right].map(({ graph }) => {
    const begin = next;
    for (let atoms = 0; atoms < graph.size; next++) atoms += fragments[next]?.size ?? graph.size;
    return fragments.slice(begin, next);
  });
}

/** Left bonds that are broken or change in order. */
function brokenBonds({ left, right, target }: MappedReaction): readonly FigureBond[] {
  return left.bonds.flatMap(({ a, b, order }): readonly FigureBond[] => {
    const [first, second] = [target[a] as number, target[b] as number];
    if (first < 0 && second < 0) return [];
    const after = first < 0 || second < 0 ? 0 : bondOrder(right, first, second);
    return after === order ? [] : [{ atoms: [a, b], change: after === 0 ? "broken" : "order" }];
  });
}

/** Right bonds that are made or change in order. */
function madeBonds({ left, right, source }: MappedReaction): readonly FigureBond[] {
  return right.bonds.flatMap(({ a, b, order }): readonly FigureBond[] => {
    const [first, second] = [source[a] as number, source[b] as number];
    const before = first < 0 || second < 0 ? 0 : bondOrder(left, first, second);
    return before === order ? [] : [{ atoms: [a, b], change: before === 0 ? "made" : "order" }];
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
  return [...components, ...unreadable].map(({ smiles, role }) => ({
    smiles,
    role,
    layout: ownLayout(reader, smiles),
    maps: [],
    changedAtoms: [],
    changedBonds: [],
  }));
}

/** The layout of a molecule that RDKit would not lay out well; null for others, and for what it cannot read. */
function ownLayout(reader: MoleculeReader, smiles: string): readonly Point[] | null {
  const atoms = atomTokens(smiles).length;
  if (smiles.includes(".") || atoms > MAX_DRAWN_ATOMS) return null;
  const read = reader.graph(smiles, { trial: true });
  if (!read.ok || !hasBridge(read.value, 0, atoms)) return null;
  return freeLayout(reader.rdkit, smiles, read.value, 0);
}

function joined(drawings: readonly Drawing[], theme: DrawingTheme): readonly Drawing[] {
  return drawings.flatMap((drawing, index) => index === 0 ? [drawing] : [label("+", theme.ink, 22), drawing]);
}

/**
 * The arrow with the agents above it and the conditions below; without these, with half of the agents below it if they
 * fill more than one line.
 */
function arrow(agents: readonly Drawing[], conditions: readonly string[], theme: DrawingTheme): Drawing {
  const lines = wrapped(agents.map((agent) => shrunk(agent, TALLEST_AGENT)), AGENT_LINE);
  const shown = conditions.slice(0, MOST_CONDITIONS);
  const told = shown.map((line) => label(line, theme.ink, CONDITION_TEXT));
  // The conditions have the place under the arrow, where agents would go.
  const above = lines.slice(0, told.length > 0 ? lines.length : Math.ceil(lines.length / 2));
  const under = [...lines.slice(above.length), ...told];
  const width = Math.max(SHORTEST_ARROW, ...[...above, ...under].map((line) => line.width)) + 16;
  const shaft = {
    body: `<path d="M 2,6 H ${width - 10}" stroke="${theme.ink}" stroke-width="1.6" fill="none"/>` +
      `<path d="M ${width - 11},1.5 L ${width - 1},6 L ${width - 11},10.5 Z" fill="${theme.ink}"/>`,
    width,
    height: 12,
  };
  const upper = below(above, 4);
  const lower = below(under, 4);
  // Equal heights above and below keep the arrow in the middle of the line.
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
