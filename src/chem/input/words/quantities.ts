/** Reads amounts, temperatures, times, pressures and yields. Every pattern takes time linear in the text. */
import type { Amount, AmountKind, Quantity } from "../../../text_reading.ts";

const NUMBER = String.raw`\d+(?:[.,]\d+)*`;
/** Hyphens, dashes and minus signs of all kinds. */
const DASH = "\\-\u2010-\u2015\u2212\uFE58\uFE63\uFF0D";
/** Between the two numbers of a range. */
const TO = String.raw`\s?(?:[${DASH}~∼～]|…|\.{2,3}|to)\s?`;
/** Units of amounts: kind, unit, and the factor to it. */
const AMOUNT_UNITS: readonly (readonly [RegExp, AmountKind, string, number])[] = [
  [/^(?:kg|kilograms?)$/i, "mass", "g", 1000],
  [/^(?:mg|milligrams?)$/i, "mass", "g", 0.001],
  [/^(?:µg|μg|ug)$/i, "mass", "g", 1e-6],
  [/^(?:g|gm|gms|grams?|grammes?)$/i, "mass", "g", 1],
  [/^(?:µl|μl|ul|microlit(?:er|re)s?)$/i, "volume", "mL", 0.001],
  [/^(?:ml|mls|cc|cm3|cm³|millilit(?:er|re)s?)$/i, "volume", "mL", 1],
  [/^(?:l|lit(?:er|re)s?)$/i, "volume", "mL", 1000],
  [/^(?:µmol|μmol|umol)s?$/i, "moles", "mmol", 0.001],
  [/^(?:mmol|mmols|mmole|mmoles|millimoles?)$/i, "moles", "mmol", 1],
  [/^(?:mol|mols|mole|moles)$/i, "moles", "mmol", 1000],
  [/^(?:eq|equiv|equivs|equivalents?)$/i, "equivalents", "equiv", 1],
  [/^(?:M|molar)$/, "concentration", "M", 1],
  [/^(?:N|normal)$/, "concentration", "N", 1],
  [/^mM$/, "concentration", "M", 0.001],
  [/^(?:mol\s?%|wt\.?\s?%|%|percent|per cent|mole\s?%)$/i, "percent", "%", 1],
];
const AMOUNT = new RegExp(
  String
    .raw`(?<![\w.,-])(${NUMBER})(?:${TO}(${NUMBER}))?\s?-?(kilograms?|milligrams?|grammes?|grams?|gms|gm|kg|mg|µg|μg|ug|millilit(?:er|re)s?|microlit(?:er|re)s?|lit(?:er|re)s?|mmoles|mmole|mmols|mmol|millimoles?|µmols?|μmols?|umols?|moles|mole\s?%|mol\s?%|mole|mols|mol|mls|ml|mL|ML|µl|μl|µL|μL|ul|uL|cc|cm3|cm³|equivalents?|equivs|equiv|eq|percent|per cent|wt\.?\s?%|%|molar|normal|mM|M|N|g|l|L)(?![A-Za-z\d])`,
  "g",
);

/** The amounts in a short text, one of each kind: the first. */
export function amountsOf(text: string): Amount {
  const amount: Partial<Record<AmountKind, Quantity>> = {};
  for (const match of text.matchAll(AMOUNT)) {
    const [written, value = "", max, unit = ""] = match;
    for (const [pattern, kind, into, factor] of AMOUNT_UNITS) {
      if (!pattern.test(unit)) continue;
      amount[kind] ??= quantity(value, max, factor, into, written);
      break;
    }
  }
  return amount;
}

/** A text without its amounts and the words around them; empty if it is nothing else. */
export function withoutAmounts(text: string): string {
  return text.replace(AMOUNT, " ").replace(/\d+(?:\.\d+)? parts?(?: by (?:weight|volume))?/g, " ")
    .replace(
      /\b(?:about|ca|approximately|approx|portions?|an|a|the|amount|quantity|crude|pure|each|additional|further|another|parts?|yield|theory|theoretical|solid|pure)\b/gi,
      " ",
    )
    .replace(/[\s.,;:()~≈=]+/g, " ").trim();
}

function quantity(
  value: string,
  max: string | undefined,
  factor: number,
  unit: string,
  text: string,
): Quantity {
  const low = rounded(numberOf(value) * factor);
  const high = max === undefined ? undefined : rounded(numberOf(max) * factor);
  return { value: low, ...high === undefined || high <= low ? {} : { max: high }, unit, text: text.trim() };
}

/** `1,000` is a thousand, `0,5` is a half. */
function numberOf(text: string): number {
  return Number(
    /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(text) ? text.replaceAll(",", "") : text.replace(",", "."),
  );
}

function rounded(value: number): number {
  return Number(value.toPrecision(6));
}

/** A quantity with its offset in the text. */
export interface PlacedQuantity {
  readonly quantity: Quantity;
  readonly at: number;
}

const SIGN = String.raw`([${DASH}]|minus\s)?\s?`;
const NUMERAL = String.raw`(\d+(?:\.\d+)?)`;
const TEMPERATURE = new RegExp(
  String
    .raw`(?<![\w.])${SIGN}${NUMERAL}(?:\s?[°º˚]\s?C?\.?)?(?:(?:${TO}|\s?(?:and|±)\s?)${SIGN}${NUMERAL})?\s?(?:[°º˚]\s?(C|F|K)?|deg(?:rees?)?\.?\s?(C|F|K)?\b|℃|℉|(K|C)(?=[\s,;.)]|$))(?![\w])`,
  "gi",
);
/** In front of a temperature whose unit has no degree sign. */
const AT_DEGREES = /\b(?:at|to|about|approximately|ca\.?|between|from|below|above|around)\s$/i;
/** Temperatures that are written as words, in °C. */
const WORDED: readonly (readonly [RegExp, number])[] = [
  [/\b(?:room|ambient) temp(?:erature|\.)?|\br\.?t\.?(?=[\s,;.)]|$)|\bRT\b/g, 25],
  [
    /\b(?:ice[- ]?(?:bath|water bath|cooling|cooled)|cooled (?:in|with|by) ice|with ice[- ]cooling|under ice[- ]cooling)\b/gi,
    0,
  ],
  [/\bdry ice[-/ ]acetone\b/gi, -78],
];

/** The temperatures of a text in °C, in order; melting and boiling points are none. */
export function temperaturesOf(text: string): readonly PlacedQuantity[] {
  const found: PlacedQuantity[] = [];
  for (const match of text.matchAll(TEMPERATURE)) {
    const [written, sign, low = "", signOfHigh, high, unit, other, bare] = match;
    const before = text.slice(Math.max(0, match.index - 30), match.index);
    if (
      /\b(?:m\.?\s?p\.?|b\.?\s?p\.?|melting(?: point)?|boiling(?: point)?|melts|melted|boils|d\.?p\.?|range)\b[^.;]{0,22}$/i
        .test(before)
    ) {
      continue;
    }
    if (bare !== undefined && !/[°º˚]/.test(written) && !AT_DEGREES.test(before)) continue;
    const scale = written.includes("℉") ? "F" : (unit ?? other ?? bare ?? "C").toUpperCase();
    const one = celsius((sign === undefined ? 1 : -1) * Number(low), scale);
    // `25 ± 2 °C` is about 25 °C.
    const two = high === undefined || written.includes("±")
      ? one
      : celsius((signOfHigh === undefined ? 1 : -1) * Number(high), scale);
    const [value, max] = [Math.min(one, two), Math.max(one, two)];
    found.push({
      at: match.index,
      quantity: { value, ...max > value ? { max } : {}, unit: "°C", text: written.trim() },
    });
  }
  for (const [pattern, value] of WORDED) {
    for (const match of text.matchAll(pattern)) {
      found.push({ at: match.index, quantity: { value, unit: "°C", text: match[0] } });
    }
  }
  return found.sort((a, b) => a.at - b.at);
}

function celsius(degrees: number, scale: string): number {
  return rounded(scale === "F" ? (degrees - 32) / 1.8 : scale === "K" ? degrees - 273.15 : degrees);
}

const COUNT_WORDS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  fifteen: 15,
  sixteen: 16,
  eighteen: 18,
  twenty: 20,
  thirty: 30,
  "forty-five": 45,
  "twenty-four": 24,
  "forty-eight": 48,
  half: 0.5,
  "half an": 0.5,
  "one half": 0.5,
  "one-half": 0.5,
  "1/2": 0.5,
};
const TIME = new RegExp(
  String.raw`(?<![\w.])(?:(\d+(?:\.\d+)?)(?:${TO}(\d+(?:\.\d+)?))?|(${
    Object.keys(COUNT_WORDS).sort((a, b) => b.length - a.length).join("|")
  }))[\s-]?(?:full |additional |further |more )?(seconds?|secs?|minutes?|mins?|hours?|hrs?|hr|h|days?|d|weeks?)\b\.?(?!\s?[-–]?(?:NMR|, ?J))`,
  "gi",
);
const HOURS: readonly (readonly [RegExp, number])[] = [
  [/^s/i, 1 / 3600],
  [/^m/i, 1 / 60],
  [/^h/i, 1],
  [/^d/i, 24],
  [/^w/i, 168],
];

/** The times of a text in hours, in order; overnight counts as 16 hours. */
export function timesOf(text: string): readonly PlacedQuantity[] {
  const found: PlacedQuantity[] = [];
  for (const match of text.matchAll(TIME)) {
    const [written, low, high, word, unit = ""] = match;
    // `d` and `h` alone are units only right behind a number.
    if (word !== undefined && unit.length < 3) continue;
    if (/^d$/i.test(unit) || /\b\d+H$/.test(written)) continue;
    const factor = HOURS.find(([pattern]) => pattern.test(unit))?.[1] ?? 1;
    const value = word === undefined ? Number(low) : COUNT_WORDS[word.toLowerCase()] ?? 1;
    const max = high === undefined ? undefined : rounded(Number(high) * factor);
    found.push({
      at: match.index,
      quantity: {
        value: rounded(value * factor),
        ...max === undefined || max <= value * factor ? {} : { max },
        unit: "h",
        text: written.trim(),
      },
    });
  }
  for (const match of text.matchAll(/\bover ?night\b/gi)) {
    found.push({ at: match.index, quantity: { value: 16, unit: "h", text: match[0] } });
  }
  return found.sort((a, b) => a.at - b.at);
}

const PRESSURE = new RegExp(
  String
    .raw`(?<![\w.])(\d+(?:\.\d+)?)(?:${TO}(\d+(?:\.\d+)?))?\s?(psig?|p\.s\.i\.?g?|pounds per square inch|atm(?:ospheres?)?|bars?|kPa|MPa|kg\/cm2)\b`,
  "gi",
);
const BARS: readonly (readonly [RegExp, number])[] = [
  [/^p/i, 0.0689476],
  [/^a/i, 1.01325],
  [/^bar/i, 1],
  [/^kPa/i, 0.01],
  [/^MPa/i, 10],
  [/^kg/i, 0.980665],
];

/** The first pressure of a text in bar, apart from those of distillations. */
export function pressureOf(text: string): Quantity | null {
  const match = PRESSURE.exec(text);
  PRESSURE.lastIndex = 0;
  if (match === null) return null;
  const [written, low = "", high, unit = ""] = match;
  const factor = BARS.find(([pattern]) => pattern.test(unit))?.[1] ?? 1;
  return quantity(low, high, factor, "bar", written);
}

/** The gas that the reaction stood under; null if the text names none. */
export function atmosphereOf(text: string): string | null {
  const match =
    /\b(?:under|in|with)\s(?:an?\s|the\s)?(?:(?:dry|inert|positive|slight|gentle|blanket|balloon|stream|atmosphere|pressure|flow|of|a|static)\s){0,5}(nitrogen|argon|hydrogen|oxygen|helium|carbon monoxide|air|N2|Ar|H2|O2|CO)(?:\s(?:atmosphere|gas|balloon|pressure|flow|stream))?(?=[\s,.;)(]|$)/i
      .exec(text);
  const [, gas] = match ?? [];
  if (gas !== undefined) return GASES[gas] ?? gas.toLowerCase();
  const before = /\b(nitrogen|argon|hydrogen|inert|N2|Ar|H2)\s(?:atmosphere|balloon|gas atmosphere)/i.exec(
    text,
  )?.[1];
  return before === undefined ? null : GASES[before] ?? before.toLowerCase();
}

const GASES: Readonly<Record<string, string>> = {
  N2: "nitrogen",
  Ar: "argon",
  H2: "hydrogen",
  O2: "oxygen",
  CO: "carbon monoxide",
};

const YIELD =
  /(?<![\w.])(\d{1,3}(?:\.\d+)?)\s?(?:%|percent|per cent)(?:\s?(?:\)|of (?:the )?theor|theor|(?:isolated |crude |overall )?yield|in yield|as an?|,|;|\.)|\s(?:from|over|for|of))|\byield(?:ed)?(?:\sis|\swas|\sof|:|=|,|\s)*\s?(?:\(?[^%()]{0,30}?[,;(]\s?)?(\d{1,3}(?:\.\d+)?)\s?(?:%|percent)/gi;

/** The yield in percent that a text about a product gives; purities, excesses and analyses are none. */
export function yieldOf(text: string): PlacedQuantity | null {
  for (const match of text.matchAll(YIELD)) {
    const value = Number(match[1] ?? match[2]);
    const around = text.slice(Math.max(0, match.index - 18), match.index + match[0].length + 16);
    if (value > 100.5 || value === 0) continue;
    if (
      /purity|pure\b|e\.?e\.?\b|\bde\b|HPLC|conversion|Calcd|Found|aqueous|solution|excess|Pd|humid/i.test(
        around,
      )
    ) continue;
    const percent = /\d{1,3}(?:\.\d+)?\s?(?:%|percent|per cent)/i.exec(match[0]);
    return {
      at: match.index + (percent?.index ?? 0),
      quantity: { value, unit: "%", text: percent?.[0] ?? match[0] },
    };
  }
  return null;
}
