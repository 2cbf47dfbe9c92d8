/**
 * Reads the conditions of a reaction from a row's other columns. A column is known by its name (`temperature`, `T (°C)`,
 * `t/h`, `Yield [%]`, `conditions`), and a cell without a unit has that of the name, or else °C, h or %.
 */
import type { Conditions, TextReading } from "../../text_reading.ts";
import type { Piece } from "./words/sentences.ts";
import { conditionsOf } from "./words/stages.ts";

/** A row has no place in a text. */
const NO_PLACE = { start: 0, end: 0 } as const;
const MAX_CELL = 200;
const NUMBER =
  /^[<>~≈]?\s?(?:[-\u2010-\u2015\u2212]\s?)?\d+(?:\.\d+)?(?:\s?(?:[-\u2010-\u2015~…]|to)\s?-?\d+(?:\.\d+)?)?$/;

/** What a column's name says about its cells. */
interface Kind {
  readonly name: RegExp;
  /** The unit of a cell that has none, by what the column's name has. */
  readonly units: readonly (readonly [RegExp, string])[];
  readonly unit: string;
}

const KINDS: Readonly<Record<ConditionKind, Kind>> = {
  temperature: {
    name:
      /^(?:(?:reaction|bath|internal|oil)[\s_-]?)?temp(?:erature)?s?\b|^(?:T|θ)(?=\s?(?:$|[([/,_]))|^(?:temp(?:erature)?)_|°\s?[CF]\b/i,
    units: [[/°\s?F\b|_F$|[([]F[)\]]/, "°F"], [/[([/,_]\s?K\b/, "K"]],
    unit: "°C",
  },
  time: {
    name: /^(?:reaction[\s_-]?)?(?:time|duration)s?(?:\b|_)|^t(?=\s?(?:$|[([/,_]))/i,
    units: [[/\bmin(?:ute)?s?\b|_min/i, "min"], [/\bd(?:ay)?s?\b|_d(?:ays?)?$/i, "days"], [
      /\bs(?:ec(?:ond)?s?)?\b|_s(?:ec)?$/i,
      "seconds",
    ]],
    unit: "h",
  },
  pressure: {
    name: /^(?:reaction[\s_-]?)?pressures?(?:\b|_)|^p(?=\s?[([/,_]\s?(?:bar|atm|psi|MPa|kPa))/i,
    units: [[/atm/i, "atm"], [/psi/i, "psi"], [/MPa/i, "MPa"], [/kPa/i, "kPa"]],
    unit: "bar",
  },
  atmosphere: { name: /^(?:atmosphere|gas)$/i, units: [], unit: "" },
  yield: {
    name:
      /^(?:isolated|chemical|product|reaction|crude|percent|%)?[\s_-]?yields?(?!.*\b(?:m?g|mmol)\b)(?:\b|_)|^%\s?yield/i,
    units: [],
    unit: "%",
  },
  conditions: { name: /^(?:reaction[\s_-]?)?conditions?$/i, units: [], unit: "" },
};

type ConditionKind = "temperature" | "time" | "pressure" | "atmosphere" | "yield" | "conditions";
type Told = { [kind in ConditionKind]?: string };

/** The conditions that the columns of a row tell, as a reading without components; null if they tell none. */
export function rowConditions(columns: readonly (readonly [string, string])[]): TextReading | null {
  const told: Told = {};
  for (const [name, cell] of columns) {
    const kind = kindOf(name.trim());
    const value = cell.trim();
    if (kind === null || value === "" || value.length > MAX_CELL || told[kind] !== undefined) continue;
    told[kind] = NUMBER.test(value) ? withUnit(value, kind, name) : value;
  }
  const conditions = conditionsIn(told);
  if (conditions.stages.length === 0 && conditions.yield === undefined) return null;
  const source = columns.filter(([name, cell]) => kindOf(name.trim()) !== null && cell.trim() !== "")
    .map(([name, cell]) => `${name}: ${cell.trim()}`).join("; ").slice(0, 1_000);
  return { source, span: NO_PLACE, components: [], conditions, role_confidence: 1, unread: [] };
}

function kindOf(name: string): ConditionKind | null {
  // `T` is the temperature, `t` the time.
  if (/^t(?=\s?(?:$|[([/,_]))/.test(name) && !/°/.test(name)) return "time";
  return (Object.keys(KINDS) as (ConditionKind)[]).find((kind) => KINDS[kind].name.test(name)) ?? null;
}

function withUnit(value: string, kind: ConditionKind, name: string): string {
  const { units, unit } = KINDS[kind];
  const own = units.find(([pattern]) => pattern.test(name))?.[1] ?? unit;
  return kind === "temperature" && own === "K" ? `at ${value} K` : `${value} ${own}`;
}

function conditionsIn(
  { temperature, time, pressure, atmosphere, conditions, yield: percent }: Told,
): Conditions {
  const piece = (text: string): Piece => ({ text, at: 0 });
  const parts = [temperature, time, pressure, atmosphere && `under ${atmosphere}`, conditions].filter((
    text,
  ) => text !== undefined);
  const outcome = percent ?? conditions ?? "";
  const read = conditionsOf([piece(parts.join(", "))], [
    piece(percent === undefined ? outcome : `yield ${outcome}`),
  ]);
  return { ...read, stages: read.stages.map((stage) => ({ ...stage, span: NO_PLACE })) };
}
