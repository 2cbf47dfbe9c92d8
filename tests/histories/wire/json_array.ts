/** The elements of a JSON array, each with its exact text. Throws `SyntaxError` if the text is not an array. */
export function elementTexts(array: string): readonly string[] {
  JSON.parse(array);
  const elements: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < array.length; at++) {
    const sign = array[at];
    if (sign === '"') at = endOfString(array, at);
    else if (sign === "[" || sign === "{") {
      if (++depth === 1) from = at + 1;
    } else if (sign === "]" || sign === "}" || sign === "," && depth === 1) {
      if (sign !== ",") depth--;
      if (sign !== "," && depth > 0) continue;
      const element = array.slice(from, at).trim();
      if (element !== "" || elements.length > 0) elements.push(element);
      from = at + 1;
    }
  }
  return elements;
}

/** The end of the string that begins at `at`. */
function endOfString(text: string, at: number): number {
  for (let end = at + 1;; end++) {
    if (text[end] === "\\") end++;
    else if (text[end] === '"') return end;
  }
}
