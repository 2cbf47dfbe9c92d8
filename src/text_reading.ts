/**
 * What a text in words says about a reaction: its components with their amounts and places, and its conditions. Any
 * part may import this file.
 */

/**
 * A place in the query's text: UTF-16 units from 0, `end` exclusive. A line break counts as one unit. Empty for what a
 * record says, which is no text.
 */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The part that a text gives to a compound. Reagents, solvents and catalysts are agents in reaction SMILES. */
export const TEXT_ROLES = ["reactant", "reagent", "solvent", "catalyst", "product"] as const;
export type TextRole = typeof TEXT_ROLES[number];

/** A number with its unit; `max` is present for a range. `text` is what the text has. */
export interface Quantity {
  readonly value: number;
  readonly max?: number;
  readonly unit: string;
  readonly text: string;
}

/**
 * The kinds of amounts, with the units that they are converted to: g, mL, mmol, equiv, % and M. `percent` is a
 * strength or a load such as `10 % Pd/C`.
 */
export const AMOUNT_KINDS = ["mass", "volume", "moles", "equivalents", "percent", "concentration"] as const;
export type AmountKind = typeof AMOUNT_KINDS[number];
export type Amount = Readonly<Partial<Record<AmountKind, Quantity>>>;

/** A compound of a reaction as the text names it. */
export interface NamedComponent {
  readonly name: string;
  /** The structure that the name was read as; not canonical. */
  readonly smiles: string;
  readonly role: TextRole;
  readonly amount: Amount;
  readonly span: Span;
}

/** One stage of a procedure, such as `0 °C, 30 min`. */
export interface ConditionStage {
  /** In °C. */
  readonly temperature?: Quantity;
  /** The text says that it boiled under reflux. */
  readonly reflux?: true;
  /** In hours. */
  readonly time?: Quantity;
  /** In bar. */
  readonly pressure?: Quantity;
  /** A gas such as `nitrogen`. */
  readonly atmosphere?: string;
  readonly span: Span;
}

/**
 * The conditions of a reaction. Temperature, time and pressure are those of the stage that lasts longest, and the time
 * is that stage's own. The yield is in percent.
 */
export interface Conditions extends Omit<ConditionStage, "span"> {
  readonly yield?: Quantity;
  /** In the order of the text, without the workup. */
  readonly stages: readonly ConditionStage[];
}

/** Something that looks like the name of a compound and could not be read, and why. */
export interface UnreadText {
  readonly text: string;
  readonly span: Span;
  readonly reason: string;
}

/** How a reaction was read from words. */
export interface TextReading {
  /** The sentences that it comes from, clipped if they are long, and their place. */
  readonly source: string;
  readonly span: Span;
  /** In the order of the components of the reaction's notation. */
  readonly components: readonly NamedComponent[];
  readonly conditions: Conditions;
  /** How sure the roles are, 0 to 1: lower if a name was not read, or if roles were inferred from what a compound is. */
  readonly role_confidence: number;
  readonly unread: readonly UnreadText[];
}

type Stages = Pick<Conditions, "stages" | "yield">;

/** Conditions as one line, such as `0 °C, 0.5 h; 90 °C, 12 h, nitrogen; yield 91 %`. */
export function conditionsText(conditions: Stages): string {
  return conditionLines(conditions).join("; ");
}

/** Conditions as lines, one for each stage, and one for the yield. */
export function conditionLines({ stages, yield: percent }: Stages): readonly string[] {
  const parts = stages.map(({ temperature, reflux, time, pressure, atmosphere }) =>
    [
      reflux ? "reflux" : "",
      quantityText(temperature),
      quantityText(time),
      quantityText(pressure),
      atmosphere ?? "",
    ]
      .filter((part) => part !== "").join(", ")
  );
  return [...parts, percent === undefined ? "" : `yield ${quantityText(percent)}`].filter((part) =>
    part !== ""
  );
}

/** A quantity as `10–12 °C`; empty for none. */
export function quantityText(quantity: Quantity | undefined): string {
  if (quantity === undefined) return "";
  const { value, max, unit } = quantity;
  return `${max === undefined ? value : `${value}–${max}`} ${unit}`;
}

/** How a name can be read. */
export const NAME_KINDS = ["lexicon", "formula", "salt", "systematic", "mixture"] as const;
export type NameKind = typeof NAME_KINDS[number];

/** The structure of a name, or why there is none. */
export interface NameReading {
  /** As given. */
  readonly name: string;
  /** Canonical SMILES; null for a name that is not read. */
  readonly smiles: string | null;
  readonly kind: NameKind | null;
  /** Why the name is not read. */
  readonly reason?: string;
  /** Where in the name the trouble begins, in UTF-16 units from 0. */
  readonly position?: number;
  /** Structures that the name fits, where there are several; canonical SMILES. */
  readonly alternatives?: readonly string[];
}
