/** Reads the SMILES of our own tables; names are read without RDKit. */
import { Structure } from "./structure.ts";

const ORDERS: Readonly<Record<string, number>> = { "-": 1, "=": 2, "#": 3, "/": 1, "\\": 1 };
const ATOM = /\[(\d*)([A-Za-z][a-z]?)(@{0,2})(?:H(\d*))?([+-]*)(\d*)\]|Cl|Br|[BCNOPSFIbcnops*]/y;

/**
 * Reads the SMILES of a fragment as our tables write them: lower-case atoms share the double bonds of their ring.
 * Where a ring has such atoms, its saturated ones carry the usual indicated hydrogen.
 */
export function readFragment(smiles: string): Structure {
  const structure = new Structure();
  const stack: number[] = [];
  const rings = new Map<string, { atom: number; order: number; slot: number }>();
  const marks = new Map<string, string>();
  let last = -1;
  let order = 0;
  let mark = "";
  for (let i = 0; i < smiles.length;) {
    const char = smiles.charAt(i);
    if (char in ORDERS) {
      order = ORDERS[char] ?? 1;
      mark = char === "/" || char === "\\" ? char : "";
      i++;
    } else if (char === "(") {
      stack.push(last);
      i++;
    } else if (char === ")") {
      last = stack.pop() ?? -1;
      i++;
    } else if (char === ".") {
      last = -1;
      i++;
    } else if (/[\d%]/.test(char)) {
      const label = char === "%" ? smiles.slice(i + 1, i + 3) : char;
      i += char === "%" ? 3 : 1;
      const open = rings.get(label);
      const winding = structure.atom(last).winding;
      if (open) {
        rings.delete(label);
        structure.bond(open.atom, last, Math.max(order, open.order, 1));
        winding?.order.push(open.atom);
        const other = structure.atom(open.atom).winding;
        if (other) other.order[open.slot] = last;
      } else {
        rings.set(label, { atom: last, order, slot: winding?.order.length ?? -1 });
        winding?.order.push(-2);
      }
      order = 0;
    } else {
      ATOM.lastIndex = i;
      const match = ATOM.exec(smiles);
      if (match === null) throw new SyntaxError(`The fragment ${smiles} has no atom at ${i}`);
      const index = addAtom(structure, match, last);
      if (last >= 0) {
        structure.bond(last, index, order || 1);
        structure.atom(last).winding?.order.push(index);
        if (mark) marks.set(`${last} ${index}`, mark);
      }
      last = index;
      order = 0;
      mark = "";
      i = ATOM.lastIndex;
    }
  }
  // A nitrogen with three neighbours, as where two rings meet, shares no double bond.
  for (const atom of structure.atoms) {
    if (atom.element === "N" && atom.charge === 0 && atom.bonds.size > 2) atom.unsaturated = false;
  }
  readGeometries(structure, marks);
  return structure;
}

function addAtom(structure: Structure, match: RegExpExecArray, last: number): number {
  const [text, isotope, symbol = text, at, hydrogens, signs = "", size] = match;
  const bracket = text.startsWith("[");
  const element = symbol.charAt(0).toUpperCase() + symbol.slice(1);
  const shares = symbol !== element && (element === "C" || element === "N" || element === "P");
  const count = hydrogens === undefined ? 0 : hydrogens === "" ? 1 : Number(hydrogens);
  const order = at ? [...last >= 0 ? [last] : [], ...count ? [-1] : []] : [];
  return structure.add(element, {
    charge: signs === "" ? 0 : (signs.startsWith("-") ? -1 : 1) * (size ? Number(size) : signs.length),
    isotope: Number(isotope ?? 0),
    hydrogens: bracket && !at && !(symbol !== element) ? count : null,
    unsaturated: shares && count === 0,
    indicated: shares && count > 0,
    winding: at ? { order, clockwise: at === "@@" } : null,
  });
}

/** `F/C=C/F`: each mark says on which side of its double bond the atom is. */
function readGeometries(structure: Structure, marks: ReadonlyMap<string, string>): void {
  /** Whether `outer` lies below (false) or above (true) `inner`. */
  const side = (outer: number, inner: number): boolean | null => {
    const before = marks.get(`${outer} ${inner}`);
    if (before !== undefined) return before === "\\";
    const after = marks.get(`${inner} ${outer}`);
    return after === undefined ? null : after === "/";
  };
  for (const [from, atom] of structure.atoms.entries()) {
    for (const [to, order] of atom.bonds) {
      if (order !== 2 || to < from) continue;
      const a = structure.around(from).find((other) => side(other, from) !== null);
      const b = structure.around(to).find((other) => side(other, to) !== null);
      if (a === undefined || b === undefined) continue;
      structure.geometries.push({ a, from, to, b, together: side(a, from) === side(b, to) });
    }
  }
}
