/** Figures as people read them. */

/** A whole number with thousands separators: "58,800". */
export function thousands(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}

/** A number with the given number of decimals and its unit: "3.4 ms". */
export function figure(value: number, unit: string, digits = 1): string {
  return `${value.toFixed(digits)} ${unit}`;
}
