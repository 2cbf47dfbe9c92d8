/** Takes amounts off the names of an answer, where models write both in one text. */

const UNITS = "[mkµμ]?g|[mµμ]?l|[mµμ]?mol|mol\\s?%|equiv(?:alents?|\\.)?|eq\\.?|drops?";
const QUANTITY = `(?:~|ca\\.?\\s|about\\s)?\\d[\\d.,]{0,12}\\s?(?:${UNITS})`;
/** Strengths stay in front of a name: `10 % Pd/C`, `1 M HCl`. */
const ANY = `(?:~|ca\\.?\\s|about\\s)?\\d[\\d.,]{0,12}\\s?(?:${UNITS}|%|M|N)`;
const ONLY = new RegExp(`^\\(?${ANY}(?:[\\s,;/]{1,4}${ANY}){0,6}\\)?$`, "i");
const BEHIND = new RegExp(
  `^(.*\\S)\\s{0,3}(?:\\((${ANY}(?![A-Za-z])[^()]{0,100})\\)|,\\s(${QUANTITY}))$`,
  "i",
);
const IN_FRONT = new RegExp(`^(${QUANTITY})(?:\\s\\(${ANY}[^()]{0,60}\\))?\\s(?:of\\s)?(\\S.*)$`, "i");

/** The name in a text, and the amount that stands with it; an empty name if the text is only an amount. */
export function namedAmount(text: string): { readonly name: string; readonly amount: string | null } {
  const plain = text.trim();
  if (isAmount(plain)) return { name: "", amount: plain };
  const behind = BEHIND.exec(plain);
  if (behind !== null) return { name: behind[1] ?? "", amount: behind[2] ?? behind[3] ?? null };
  const front = IN_FRONT.exec(plain);
  return front === null
    ? { name: plain, amount: null }
    : { name: front[2] ?? "", amount: front[1]?.trim() ?? null };
}

export function isAmount(text: string): boolean {
  return text.length < 100 && ONLY.test(text.trim());
}
