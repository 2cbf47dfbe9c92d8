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
  const name = { text: /[A-Z]/.test(plain) ? plain : withCapitals(plain), at: at.slice(start, end) };
  return REWRITINGS.reduce<NormalName>(
    (so, [pattern, replacement]) => rewritten(so, pattern, replacement),
    name,
  );
}

/** What is written in several ways: brackets and blanks that say nothing, and brackets that are left out. */
const REWRITINGS: readonly (readonly [RegExp, string])[] = [
  // `4-[1,2,4]triazole`, but not the bracket of a fusion or a bridge.
  [/(?<![a-z\d\]]|[\do\]]-)\[(\d(?:,\d)+)\]-?(?=[a-z]{4})/g, "$1-"],
  [/[[(](1,1'-bi(?:phenyl|naphthyl|naphthalene))[\])]/g, "$1"],
  [/(?<!\])\[1\]-?(?=benzo)/g, "1-"],
  [/(?<=benzo)\((\d,\d)\)(?=[a-z])/g, "[$1]"],
  [/(?<=(?:^|[-([ ])(?:[Tt]ert|[Ss]ec))\. ?-?(?=[a-z])/g, "-"],
  [/(?<=\d) (?=-[A-Z][a-z]|H-)/g, ""],
  // `1,8-diazabicyclo[5.4.0]-7-undecene`.
  [/(?<=bicyclo\[\d+[.,]\d+[.,]\d+\])-?(\d+)-([a-z]+?(?:c|t|non))(?=ene)/g, "$2-$1-"],
  // `10,11-dihydro [5H] dibenzo…`, `3(2H,4H)-1,2,4-triazolone`.
  [/ \[(\d+H)\] (?=[a-z])/g, "-$1-"],
  [/(?<![\d,])(\d+\(\d+H(?:,\d+H)*\)-)((?:\d,)+\d-[a-z]+)(?=one$)/g, "$2-$1"],
  // `(2,3-epoxy)propoxy`, `(4-methoxy)benzyl`: a bracket around a number and its group says nothing.
  [
    /(?<=^|[([{ ])\((\d+(?:,\d+)*-(?:di|bis|tri)?(?:epoxy|methyl|ethyl|methoxy|ethoxy|hydroxy|fluoro|chloro|bromo|iodo|nitro|amino|cyano|trifluoromethyl|carbomethoxy|carbethoxy|methoxycarbonyl))\)-?(?=[a-z]{3})/g,
    "$1",
  ],
  [/(?<=N-)(phenylacetyl)(?=amino)/g, "($1)"],
  // The configuration at this carbon is said to be unknown.
  [/(?<=\d)ξ(?=-)/g, ""],
  [/(?<=acid),(?= (?:hydrazide|amide))/g, ""],
  [/(?<=\d) (?=\(\d+H\))|(?<=(?:^|[^A-Za-z])N[α-ω\d]) (?=-)/g, ""],
  // `indole-5-yloxy`, `5-4 -yl`, `dibenzo (b,f) azepine`, `dibenzo[a, g]quinolizine`, `benzo[b]-thiophene`.
  [/(?<=[a-z](?:[ai]n|ol|en))e(?=-\d+[a-z]?'*-yl)/g, ""],
  [/(?<=\[[a-z\d,'-]*,) (?=[a-z\d][,\]-])|(?<=\[) (?=\d,)/g, ""],
  [
    /(?<=(?:benz|benzo|naphtho|thieno|furo|pyrido|pyrimido|indeno)) ?\(((?:\d,\d-)?[a-j](?:,[a-j])?)\) ?(?=[a-z])/g,
    "[$1]",
  ],
  [/(?<=[a-z]\[[\d,':-]*[a-j](?:,[a-j])?\])-(?=[a-z]{4})/g, ""],
  [/(?<=\d'*) (?=-[a-z(\d])|(?<=[a-z)\]]-) (?=\d)|(?<=[([{]) | (?=[)\]}])/g, ""],
  [/(?<=-)-(?=[a-z\d])/g, ""],
  [/(?<=\d-)H(?=-\d)/g, "H"],
  [/(?<=[a-z]-\d+)(?=(?:en|yn)[-e])/g, "-"],
  // Letters that were lost or exchanged, where no other name is near.
  [/(?<=carbox)i(?=lic)|(?<=carbox)i(?=late)/g, "y"],
  [/(?<=[Nn]ap)(?=thal|thyl)/g, "h"],
  [/(?<=[Tt]rimethy)(?=sily)/g, "l"],
  [/(?<=trifluoroac)(?=tate$)/g, "e"],
  [/(?<=[a-z]ald)ehyd$/g, "ehyde"],
  [/^[Rr]ac\.? /g, "rac-"],
  [/^Trans-/g, "trans-"],
  [/^Cis-/g, "cis-"],
  // `1-p-chlorophenyl`: the letter is meant within the group.
  [
    /(?<=\d'*-)([omp]-[a-z]+(?:phenyl|benzyl|benzoyl|phenoxy|toluenesulfonyl)(?:oxy|thio|amino|sulfonyl|methyl)?)(?=[- ]?[a-z\d])/g,
    "($1)",
  ],
  [
    /(?<=[a-z](?:ine|ole|ene|ane|an|in)) (?=(?:carbox|carbonitrile|carbaldehyde|boronic|sulfon))/gi,
    "",
  ],
];

/** The name with what the pattern finds written as `replacement`; each new letter counts as standing where that began. */
function rewritten(name: NormalName, pattern: RegExp, replacement: string): NormalName {
  let text = "";
  const at: number[] = [];
  let from = 0;
  for (const match of name.text.matchAll(pattern)) {
    const written = replacement.replace(/\$(\d)/g, (_, group) => match[Number(group)] ?? "");
    text += name.text.slice(from, match.index) + written;
    at.push(...name.at.slice(from, match.index));
    const begin = name.at[match.index] ?? 0;
    at.push(
      ...Array.from(
        written,
        (_, i) => Math.min(begin + i, name.at[match.index + match[0].length - 1] ?? begin),
      ),
    );
    from = match.index + match[0].length;
  }
  return { text: text + name.text.slice(from), at: [...at, ...name.at.slice(from)] };
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
