/** Draws one molecule through RDKit, with highlights of the changes beneath it and pointer targets above it. */
import type { ComponentRole } from "../../chem_results.ts";
import { atomTokens } from "../molecule/smiles_atoms.ts";
import type { Rdkit } from "../rdkit/rdkit.ts";
import type { BondChange, DrawingTheme } from "./drawing_theme.ts";
import type { Point } from "./plane.ts";
import { type Drawing, fixed } from "./svg_layout.ts";

/** A molecule to draw; atoms are numbered from 0 in the order of its SMILES. */
export interface Figure {
  readonly smiles: string;
  readonly role: ComponentRole;
  /** Positions of all atoms, or null to let RDKit lay the molecule out. */
  readonly layout: readonly Point[] | null;
  /** Map number of each atom, which identifies it on the other side; 0 for none. */
  readonly maps: readonly number[];
  readonly changedAtoms: readonly number[];
  readonly changedBonds: readonly FigureBond[];
}

export interface FigureBond {
  readonly atoms: readonly [number, number];
  readonly change: BondChange;
}

/** Pixels per RDKit length unit before scaling the whole drawing; a bond is 1.5 units long. */
export const SCALE = 24;
const AGENT_SCALE = 16;
const BOND_HIGHLIGHT_WIDTH = 11;
const ATOM_HIGHLIGHT_RADIUS = 8.5;
/** Gap in the middle of the highlight of a broken bond, in pixels. */
const BREAK = 5;
/** Radius of the area that belongs to an atom, in RDKit units: room for the highlight, and for a finger. */
const REACH = 0.42;

/** Distance that bond highlights keep from a labelled atom, in pixels. */
const LABEL_CLEARANCE = 8;
/** Atomic numbers that RDKit draws in their own colours; -1 stands for all others. */
const COLOURED = [-1, 0, 1, 6, 7, 8, 9, 15, 16, 17, 35, 53];
/** Atoms that are usually drawn without a label. */
const PLAIN_CARBON = /^\[?(c|C(?!l))[@H\d]*\]?$/;

/** The drawing, or null if RDKit makes none. `atomMaps` shows the map numbers next to the atoms. */
export function drawMolecule(
  rdkit: Rdkit,
  figure: Figure,
  theme: DrawingTheme,
  atomMaps: boolean,
): Drawing | null {
  const scale = figure.role === "agent" ? AGENT_SCALE : SCALE;
  const size = atomTokens(figure.smiles).length;
  const everyAtom = Array.from({ length: size }, (_, atom) => atom);
  const details = {
    width: -1,
    height: -1,
    fixedBondLength: scale,
    scalingFactor: scale,
    bondLineWidth: 1.3,
    padding: 0.02,
    clearBackground: false,
    atomColourPalette: Object.fromEntries(COLOURED.map((number) => [number, theme.atoms])),
    atomNoteColour: theme.map,
    annotationFontScale: 0.62,
    // The circles serve only to find out where RDKit placed each atom.
    atoms: everyAtom,
    bonds: [],
    highlightAtomRadii: Object.fromEntries(everyAtom.map((atom) => [atom, REACH])),
    atomHighlightsAreCircles: true,
  };
  const drawn = rdkit.molecule(
    withExtension(figure, size, atomMaps),
    (molecule) => molecule.svg(JSON.stringify(details)),
    { keepHydrogens: true, trial: true },
  );
  return drawn.ok ? assembled(drawn.value, figure, theme, REACH * scale) : null;
}

/** CXSMILES with the layout and the map numbers. */
function withExtension({ smiles, layout, maps }: Figure, size: number, atomMaps: boolean): string {
  const parts: string[] = [];
  if (layout !== null && layout.length === size) {
    parts.push(`(${layout.map(([x, y]) => `${x.toFixed(4)},${y.toFixed(4)},`).join(";")})`);
  }
  const notes = maps.flatMap((map, atom) => map > 0 ? [`${atom}.atomNote.${map}`] : []);
  if (atomMaps && notes.length > 0) parts.push(`atomProp:${notes.join(":")}`);
  return parts.length === 0 ? smiles : `${smiles} |${parts.join(",")}|`;
}

const CIRCLE = /<ellipse cx='([\d.-]+)' cy='([\d.-]+)'[^>]* class='atom-(\d+)'[^>]*>\s*/g;
const HEADER = "<!-- END OF HEADER -->";

/** Takes RDKit's document apart and reassembles it with our own highlights and targets. */
function assembled(svg: string, figure: Figure, theme: DrawingTheme, reach: number): Drawing | null {
  const size = /width='([\d.]+)px' height='([\d.]+)px'/.exec(svg);
  const start = svg.indexOf(HEADER);
  const end = svg.lastIndexOf("</svg>");
  if (!size || start < 0 || end < start) return null;
  const positions: Point[] = [];
  const body = svg.slice(start + HEADER.length, end).replaceAll(CIRCLE, (_, x, y, atom) => {
    positions[Number(atom)] = [Number(x), Number(y)];
    return "";
  });
  return {
    body: highlights(figure, positions, theme) + plainAttributes(body) + targets(figure, positions, reach),
    width: Number(size[1]),
    height: Number(size[2]),
  };
}

function highlights(
  { smiles, changedAtoms, changedBonds }: Figure,
  at: readonly Point[],
  theme: DrawingTheme,
): string {
  const atoms = changedAtoms.flatMap((atom) => {
    const point = at[atom];
    if (!point) return [];
    const [x, y] = point;
    return `<circle class="change atom" cx="${x}" cy="${y}" r="${ATOM_HIGHLIGHT_RADIUS}" fill="${theme.change.atom}"/>`;
  });
  const tokens = atomTokens(smiles);
  const inset = (atom: number) => PLAIN_CARBON.test(tokens[atom] ?? "") ? 0 : LABEL_CLEARANCE;
  const bonds = changedBonds.flatMap(({ atoms: [a, b], change }) => {
    const [from, to] = [at[a], at[b]];
    if (!from || !to) return [];
    const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
    const along = (distance: number) =>
      [0, 1].map((axis) =>
        fixed((from[axis] as number) + ((to[axis] as number) - (from[axis] as number)) * distance / length)
      ).join(",");
    const [start, end] = [inset(a), length - inset(b)];
    const half = (end - start - BREAK) / 2;
    const dashes = change === "broken" && half > 0 ? ` stroke-dasharray="${fixed(half)} ${BREAK}"` : "";
    return `<path class="change ${change}" d="M ${along(start)} L ${along(end)}" fill="none" ` +
      `stroke="${theme.change[change]}" stroke-width="${BOND_HIGHLIGHT_WIDTH}"${dashes}/>`;
  });
  return [...atoms, ...bonds].join("");
}

/** An invisible circle over each mapped atom, with its number and element. */
function targets({ smiles, maps, changedAtoms }: Figure, at: readonly Point[], reach: number): string {
  const changed = new Set(changedAtoms);
  return atomTokens(smiles).map((token, atom) => {
    const [point, map] = [at[atom], maps[atom] ?? 0];
    if (!point || map === 0) return "";
    const element = /[A-Z][a-z]?|[a-z]+|\*/.exec(token)?.[0] ?? "*";
    return `<circle class="${changed.has(atom) ? "target centre" : "target"}" data-map="${map}" ` +
      `data-element="${element.charAt(0).toUpperCase()}${element.slice(1)}" cx="${point[0]}" cy="${
        point[1]
      }" ` +
      `r="${fixed(reach)}" fill="none" pointer-events="all"/>`;
  }).join("");
}

/** Replaces styles, which a page's policy may forbid, by SVG attributes; default values are left out. */
function plainAttributes(body: string): string {
  return body.replaceAll("\n", " ").replaceAll(/ class='[^']*'/g, "").replaceAll(
    / style='([^']*)'/g,
    (_, style: string) =>
      style.split(";").map((declaration) => {
        const [name = "", value = ""] = declaration.split(":").map((part) => part.trim());
        if (!KEPT_STYLES.has(name) || DEFAULTS.has(`${name}:${value}`)) return "";
        return ` ${name}='${value.replace(/px$/, "")}'`;
      }).join(""),
  ).trim();
}

const KEPT_STYLES = new Set([
  "fill",
  "stroke",
  "stroke-width",
  "stroke-linecap",
  "stroke-linejoin",
  "stroke-dasharray",
  "opacity",
]);
const DEFAULTS = new Set(["stroke-linecap:butt", "stroke-linejoin:miter"]);
