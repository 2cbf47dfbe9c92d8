/** Undoes what web pages, mail programs and PDF files do to notation: entities, escapes, invisible characters, arrows. */

const NAMED: Readonly<Record<string, string>> = {
  gt: ">",
  lt: "<",
  amp: "&",
  quot: '"',
  apos: "'",
  nbsp: " ",
  equals: "=",
  num: "#",
  lpar: "(",
  rpar: ")",
  lsqb: "[",
  lbrack: "[",
  rsqb: "]",
  rbrack: "]",
  plus: "+",
  minus: "-",
  hyphen: "-",
  dash: "-",
  sol: "/",
  bsol: "\\",
  commat: "@",
  colon: ":",
  period: ".",
  rarr: "→",
  rightarrow: "→",
  rArr: "→",
  xrarr: "→",
  longrightarrow: "→",
  rlarr: "⇌",
  rlhar: "⇌",
  rightleftharpoons: "⇌",
};
const ENTITY = /&(?:#(\d{1,6})|#[xX]([0-9a-fA-F]{1,5})|([A-Za-z]{2,20}));/g;
/** An escaped text may be escaped once more. */
const MAX_ESCAPES = 3;
/** Soft hyphens, joiners, marks of direction and byte order: they show nothing. */
const INVISIBLE = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]/g;
const SPACES = /[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/g;
const FORWARD = /[⟶⇒➔➝➜⟹⇨➞➙➛⇾⟾➡⭢⇀⟼↦]/g;
/** Equilibria are read from left to right. */
const BOTH_WAYS = /[⇌⇄⇋⇆↔⟷⇔⟺]|(?<=\s)<(?:=+|-+)>(?=\s)/g;

/** The line as its author wrote it. Costs nothing where there is nothing to undo. */
export function plainLine(line: string): string {
  if (!/[&\\%\u0080-\uFFFF]|<[=-]/.test(line)) return line;
  let plain = line;
  for (let turn = 0; turn < MAX_ESCAPES && plain.includes("&"); turn++) {
    const once = plain.replace(ENTITY, character);
    if (once === plain) break;
    plain = once;
  }
  plain = plain.replace(/\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})/g, (whole, four, two) => {
    const code = parseInt(four ?? two, 16);
    return code > 0x20 && code < 0x7f ? String.fromCharCode(code) : whole;
  });
  // Markdown; in SMILES, no backslash stands before an arrow.
  plain = plain.replaceAll("\\>", ">");
  // A ring bond such as %12 has no letter, so that %3E marks a word of a URL.
  if (/%3E/i.test(plain)) plain = plain.replace(/\S*%3E\S*/gi, decodedUrl);
  return plain.replace(INVISIBLE, "").replace(SPACES, " ").replace(BOTH_WAYS, "→").replace(FORWARD, "→")
    .replace(/[–—―−‐‑‒]+>/g, "->");
}

function character(
  entity: string,
  decimal: string | undefined,
  hexadecimal: string | undefined,
  name: string | undefined,
): string {
  if (name !== undefined) return Object.hasOwn(NAMED, name) ? NAMED[name] ?? entity : entity;
  const code = decimal === undefined ? parseInt(hexadecimal ?? "", 16) : Number(decimal);
  return code >= 0x20 && code <= 0x10ffff ? String.fromCodePoint(code) : entity;
}

function decodedUrl(word: string): string {
  try {
    return decodeURIComponent(word.replace(/\+/g, "%2B"));
  } catch {
    return word.replace(/%3E/gi, ">");
  }
}
