/** A name as the parser reads it; `at` tells where each of its characters stood in the text. */
export interface NormalName {
  readonly text: string;
  readonly at: readonly number[];
}

/** Spellings that mean the same: dashes, primes, Greek letters, British forms. Lengths may differ. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/[‐‑‒–—−﹣－]/y, "-"],
  [/[′’‘`´ʹ]/y, "'"],
  [/″/y, "''"],
  [/\u00ad|\u200b/y, ""],
  [/[\s\u00a0\u2009\u202f]+/y, " "],
  [/alpha(?=[\s,-])/iy, "α"],
  [/beta(?=[\s,-])/iy, "β"],
  [/gamma(?=[\s,-])/iy, "γ"],
  [/delta(?=[\s,-])/iy, "δ"],
  [/omega(?=[\s,-])/iy, "ω"],
  [/µ/y, "μ"],
  [/ß/y, "β"],
  [/sulph/iy, "sulf"],
  [/aluminium/iy, "aluminum"],
  [/caesium/iy, "cesium"],
  [/oestr/iy, "estr"],
];

/** The name in one spelling, without blanks and stops at its ends. */
export function normalName(raw: string): NormalName {
  let text = "";
  const at: number[] = [];
  for (let i = 0; i < raw.length;) {
    let length = 1;
    let plain = raw.charAt(i);
    for (const [pattern, replacement] of SPELLINGS) {
      pattern.lastIndex = i;
      const match = pattern.exec(raw);
      if (match === null) continue;
      length = match[0].length;
      plain = replacement;
      break;
    }
    for (const char of plain) {
      text += char;
      at.push(i);
    }
    i += length;
  }
  const start = text.search(/[^\s,;:]/);
  if (start < 0) return { text: "", at: [] };
  const end = text.replace(/[\s,;:.]+$/, "").length;
  const plain = text.slice(start, end);
  return { text: /[A-Z]/.test(plain) ? plain : withCapitals(plain), at: at.slice(start, end) };
}

/** What has a capital in the names of chemists, where a whole name was put in lower case; each letter keeps its place. */
const CAPITALS: readonly RegExp[] = [
  // `n-butyl` is what it was; `n-methyl` and `n,n-dibutyl` stand on nitrogen.
  /(?<![a-z])n(?='*-(?!(?:un|do|tri|tetra|penta|hexa|hepta|octa)?(?:prop|but|pent|hex|hept|oct|non|dec|amyl|alk)))/g,
  /(?<![a-z])n(?='*,[nN])|(?<=[nN]'*,)n(?=[',-])/g,
  /(?<=\d[a-z]?)h(?=[-,)\]])/g,
  /(?<=\((?:[\da-z,]*,)?\d*[a-z]?)(?:rs|r|s|e|z)(?=\*?[,)])/g,
  /(?<![a-z])(?:dl|d|l)(?=-[a-z]{4})/g,
];

function withCapitals(text: string): string {
  return CAPITALS.reduce((name, pattern) => name.replace(pattern, (part) => part.toUpperCase()), text);
}
