/** Fragment groups of a CXSMILES extension: each lists the indices (from 0) of fragments that are one component. */
export type FragmentGroups = readonly (readonly number[])[];

const FRAGMENTS = /f:(\d{1,6}(?:\.\d{1,6})*(?:,\d{1,6}(?:\.\d{1,6})*)*)(?=,|$)/y;

/**
 * Reads the feature `f:0.1,2.3` of a CXSMILES extension (the text between the bars); empty if there is none.
 * Indices count over the reactants, then the agents, then the products. All other features are ignored.
 * Null if there is such a feature but it cannot be read. Source: ChemAxon "CXSMILES", "fragment grouping".
 */
export function fragmentGroups(extension: string): FragmentGroups | null {
  let i = 0;
  while (i < extension.length) {
    const char = extension[i];
    // Labels `$…$` and coordinates `(…)` hold commas and colons of their own.
    if (char === "$") i = after(extension, "$", i + 1);
    else if (char === "(") i = after(extension, ")", i + 1);
    else if (char === "f" && extension[i + 1] === ":" && (i === 0 || extension[i - 1] === ",")) {
      FRAGMENTS.lastIndex = i;
      const groups = FRAGMENTS.exec(extension)?.[1];
      return groups === undefined ? null : groups.split(",").map((group) => group.split(".").map(Number));
    } else i++;
  }
  return [];
}

function after(text: string, closer: string, start: number): number {
  const close = text.indexOf(closer, start);
  return close === -1 ? text.length : close + 1;
}
