/** Reads the notation of LaTeX and its package mhchem as an ordinary line. */

const ARROWS: readonly (readonly [RegExp, string])[] = [
  [
    /\\x(?:long)?rightarrow\s*(?:\[([^\[\]]{0,200})\])?\s*\{((?:[^{}]|\{[^{}]{0,100}\}){0,200})\}/g,
    " ->[$2; $1] ",
  ],
  [/\\(?:long)?(?:right|left)?(?:leftharpoons|rightharpoons|leftrightarrow)\b/g, " <=> "],
  [/\\(?:(?:long|Long)?rightarrow|Rightarrow|to)(?![a-zA-Z])/g, " -> "],
  // mhchem puts the text above and below an arrow in separate brackets.
  [/(<=>|->|=)\s*\[([^\[\]]{0,200})\]\[([^\[\]]{0,200})\]/g, "$1[$2; $3] "],
];
const PLAIN: readonly (readonly [RegExp, string])[] = [
  [/\\(?:text|mathrm|textrm|mathit|mathbf|textbf|textit|mbox)\s*\{([^{}]{0,500})\}/g, "$1"],
  [/\\(?:Delta|triangle)(?![a-zA-Z])/g, "heat"],
  [/\\(?:cdot|bullet|ast)(?![a-zA-Z])\s*/g, "·"],
  [/\\(?:circ|degree|celsius|textdegree)(?![a-zA-Z])\s?/g, "°"],
  [/\\(?:[,;:! ]|quad|qquad|displaystyle|left|right)(?![a-zA-Z])/g, " "],
  [/_\{?(\d{1,3})\}?/g, "$1"],
  [/\^\{?°\}?\s*/g, "°"],
  // States of matter, precipitates and escaping gases.
  [/\s*\((?:aq|s|l|g)\)|\s+(?:v|\^|\\downarrow|\\uparrow)(?=\s|$)/g, ""],
  [/\$/g, ""],
];
const MAX_LINE = 4_000;

/** The equations that a line contains in TeX, rewritten as ordinary text; none if it has no TeX or mhchem arrow. */
export function texEquations(line: string): readonly string[] {
  if (
    line.length > MAX_LINE ||
    !/\\(?:ce|cee)\s*\{|\\(?:x|long|Long)?[rR]ightarrow|\\to\b|\\rightleft/.test(line)
  ) return [];
  const { rest, contents } = withoutCe(line);
  const whole = contents.filter((content) => /->|<=>/.test(content));
  return (whole.length > 0 ? whole : [rest]).map(plainLine).filter((text) => /->|<=>/.test(text));
}

/** The line with each `\ce{…}` replaced by its content, and those contents. */
function withoutCe(line: string): { readonly rest: string; readonly contents: readonly string[] } {
  const contents: string[] = [];
  let rest = "";
  let from = 0;
  for (const match of line.matchAll(/\\cee?\s*\{/g)) {
    if (match.index < from) continue;
    const start = match.index + match[0].length;
    let depth = 1;
    let end = start;
    for (; end < line.length && depth > 0; end++) depth += line[end] === "{" ? 1 : line[end] === "}" ? -1 : 0;
    if (depth > 0) break;
    const content = line.slice(start, end - 1);
    contents.push(content);
    rest += line.slice(from, match.index) + content;
    from = end;
  }
  return { rest: rest + line.slice(from), contents };
}

function plainLine(text: string): string {
  const plain = [...ARROWS, ...PLAIN].reduce(
    (so, [pattern, replacement]) => so.replace(pattern, replacement),
    text,
  );
  return plain.replace(/\[\s*;\s*/g, "[").replace(/;\s*\]/g, "]").replace(/[{}]/g, "").replace(/\\\\?/g, "")
    .replace(/\s+/g, " ").trim();
}
