/** Reads the conditions of a reaction, stage by stage. */
import type { Conditions, ConditionStage, Quantity } from "../../../text_reading.ts";
import {
  atmosphereOf,
  type PlacedQuantity,
  pressureOf,
  temperaturesOf,
  timesOf,
  yieldOf,
} from "./quantities.ts";
import type { Piece } from "./sentences.ts";

/** Most characters between a time and a temperature behind it that belong together, as in `for 2 h at 90 °C`. */
const NEAR = 45;
const MAX_STAGES = 20;

interface OpenStage {
  temperature?: Quantity;
  time?: Quantity;
  pressure?: Quantity;
  atmosphere?: string;
  reflux?: true;
  start: number;
  end: number;
}

type Item = PlacedQuantity & { readonly kind: "temperature" | "time" | "reflux" };

/** The conditions in the parts of a text that tell of the reaction; `outcome` are those that tell of the product. */
export function conditionsOf(parts: readonly Piece[], outcome: readonly Piece[]): Conditions {
  const stages: OpenStage[] = [];
  let last: Pick<OpenStage, "temperature" | "reflux"> = {};
  for (const part of parts) {
    const found = stagesOf(part);
    for (const stage of found) {
      // What was heated stays hot until the text says otherwise.
      if (stage.temperature === undefined && stage.reflux === undefined) Object.assign(stage, last);
      last = stage.temperature === undefined
        ? stage.reflux === undefined ? last : { reflux: true }
        : { temperature: stage.temperature };
    }
    stages.push(...found);
  }
  const main = stages.reduce<OpenStage | null>(
    (longest, stage) => length(stage) > (longest === null ? -1 : length(longest)) ? stage : longest,
    null,
  );
  const percent = outcome.map(({ text }) => yieldOf(text)).find((quantity) => quantity !== null);
  const pressure = stages.find((stage) => stage.pressure !== undefined)?.pressure;
  const atmosphere = stages.find((stage) => stage.atmosphere !== undefined)?.atmosphere;
  return {
    ...main?.temperature === undefined ? {} : { temperature: main.temperature },
    ...main?.reflux === undefined ? {} : { reflux: true },
    ...main?.time === undefined ? {} : { time: main.time },
    ...pressure === undefined ? {} : { pressure },
    ...atmosphere === undefined ? {} : { atmosphere },
    ...percent ? { yield: percent.quantity } : {},
    stages: stages.slice(0, MAX_STAGES).map(({ start, end, ...stage }): ConditionStage => ({
      ...stage,
      span: { start, end },
    })),
  };
}

function length({ time }: OpenStage): number {
  return time === undefined ? 0 : time.max ?? time.value;
}

function stagesOf({ text, at }: Piece): OpenStage[] {
  const items: Item[] = [
    ...temperaturesOf(text).map((item) => ({ ...item, kind: "temperature" as const })),
    ...timesOf(text).map((item) => ({ ...item, kind: "time" as const })),
    ...[
      ...text.matchAll(
        /\b(?:at|to|under|under gentle|gentle|was|is|were|are|and|then|being|at the)?\s?reflux(?:ed|ing)?\b/gi,
      ),
    ].map((match) => ({
      kind: "reflux" as const,
      at: match.index,
      quantity: { value: 0, unit: "", text: match[0] },
    })),
  ].sort((a, b) => a.at - b.at);
  const stages: OpenStage[] = [];
  let open: OpenStage | null = null;
  for (const { kind, at: offset, quantity } of items) {
    const end: number = at + offset + quantity.text.length;
    const isHeat = kind !== "time";
    const hasHeat: boolean = open !== null && (open.temperature !== undefined || open.reflux !== undefined);
    const isNew: boolean = open === null ||
      (isHeat
        ? hasHeat || open.time !== undefined && at + offset - open.end > NEAR
        : open.time !== undefined);
    if (isNew || open === null) {
      open = { start: at + offset, end };
      stages.push(open);
    }
    open.end = end;
    if (kind === "temperature") open.temperature = quantity;
    else if (kind === "time") open.time = quantity;
    else open.reflux = true;
  }
  const pressure = pressureOf(text);
  const atmosphere = atmosphereOf(text);
  if (pressure === null && atmosphere === null) return stages;
  const [first = { start: at, end: at + text.length }] = stages;
  if (pressure !== null) first.pressure = pressure;
  if (atmosphere !== null) first.atmosphere = atmosphere;
  return stages.length === 0 ? [first] : stages;
}
