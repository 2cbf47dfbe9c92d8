/** What a record of the Open Reaction Database says beside its structures: names, amounts and conditions. */
import { messagesOf, numberOf, type OrdMessage, textOf } from "../../ord/message.ts";
import type {
  Amount,
  Conditions,
  ConditionStage,
  NamedComponent,
  Quantity,
  Span,
  TextReading,
  TextRole,
  UnreadText,
} from "../../text_reading.ts";
import { givenName, nameOf, smilesOf } from "./ord_compound.ts";

/** A record has no place in a text. */
const NO_PLACE: Span = { start: 0, end: 0 };
const MAX_COMPONENTS = 100;
const MAX_SOURCE_CHARACTERS = 1_000;
/** Digits of a single-precision number. */
const FLOAT_DIGITS = 7;

/** The parts of a compound's role that a reaction has; those of the work-up and of standards have none. */
const ROLES: Readonly<Record<string, TextRole>> = {
  REACTANT: "reactant",
  REAGENT: "reagent",
  SOLVENT: "solvent",
  CATALYST: "catalyst",
  PRODUCT: "product",
};
/** How many g, mL, mmol, °C (apart from its zero), bar or hours one of each unit is. */
const UNITS: Readonly<Record<string, number>> = {
  KILOGRAM: 1_000,
  GRAM: 1,
  MILLIGRAM: 1e-3,
  MICROGRAM: 1e-6,
  LITER: 1_000,
  MILLILITER: 1,
  MICROLITER: 1e-3,
  NANOLITER: 1e-6,
  MOLE: 1_000,
  MILLIMOLE: 1,
  MICROMOLE: 1e-3,
  NANOMOLE: 1e-6,
  BAR: 1,
  ATMOSPHERE: 1.01325,
  PSI: 0.0689476,
  KPSI: 68.9476,
  PASCAL: 1e-5,
  KILOPASCAL: 0.01,
  TORR: 1.33322e-3,
  MM_HG: 1.33322e-3,
  DAY: 24,
  HOUR: 1,
  MINUTE: 1 / 60,
  SECOND: 1 / 3_600,
};

/** What the record says, in the order reactants, agents, products; null if it has no names, amounts or conditions. */
export function ordReading(reaction: OrdMessage): TextReading | null {
  const inputs = messagesOf(reaction, "inputs").flatMap((entry) => messagesOf(entry, "value"))
    .flatMap((input) => messagesOf(input, "components"));
  const outcomes = messagesOf(reaction, "outcomes");
  const all = [
    ...inputs.map((compound) => [compound, "reactant"] as const),
    ...outcomes.flatMap((outcome) => messagesOf(outcome, "products"))
      .map((compound) => [compound, "product"] as const),
  ].slice(0, MAX_COMPONENTS);
  const read = all.map(([compound, unspecified]) => component(compound, unspecified));
  const components = [
    ...read.filter((one) => one?.role === "reactant"),
    ...read.filter((one) => one !== null && one.role !== "reactant" && one.role !== "product"),
    ...read.filter((one) => one?.role === "product"),
  ].filter((one) => one !== null);
  const conditions = conditionsOf(reaction, outcomes);
  const source = messagesOf(reaction, "notes").map((notes) => textOf(notes, "procedure_details")).join(" ");
  const isNamed = all.some(([compound]) => givenName(compound) !== null);
  const hasAmounts = components.some(({ amount }) => Object.keys(amount).length > 0);
  if (!isNamed && !hasAmounts && conditions.stages.length === 0) return null;
  const unread: UnreadText[] = all.filter(([compound]) => smilesOf(compound) === null)
    .map(([compound]) => ({
      text: nameOf(compound),
      span: NO_PLACE,
      reason: "The record gives no SMILES for it",
    }));
  return {
    source: source.length <= MAX_SOURCE_CHARACTERS
      ? source
      : `${source.slice(0, MAX_SOURCE_CHARACTERS - 1)}…`,
    span: NO_PLACE,
    components,
    conditions,
    role_confidence: 1,
    unread,
  };
}

function component(compound: OrdMessage, unspecified: TextRole): NamedComponent | null {
  const smiles = smilesOf(compound);
  const given = textOf(compound, "reaction_role") || "UNSPECIFIED";
  const role = given === "UNSPECIFIED" ? unspecified : ROLES[given];
  if (smiles === null || role === undefined) return null;
  return { name: givenName(compound) ?? smiles, smiles, role, amount: amountOf(compound), span: NO_PLACE };
}

function amountOf(compound: OrdMessage): Amount {
  const amounts = messagesOf(compound, "amount");
  const of = (kind: string, unit: string) =>
    amounts.flatMap((amount) => messagesOf(amount, kind))
      .flatMap((value) => quantity(value, unit) ?? []).at(-1);
  const [mass, volume, moles] = [of("mass", "g"), of("volume", "mL"), of("moles", "mmol")];
  return {
    ...(mass === undefined ? {} : { mass }),
    ...(volume === undefined ? {} : { volume }),
    ...(moles === undefined ? {} : { moles }),
  };
}

function conditionsOf(reaction: OrdMessage, outcomes: readonly OrdMessage[]): Conditions {
  const conditions = messagesOf(reaction, "conditions");
  const within = (outer: string, inner: string) =>
    conditions.flatMap((one) => messagesOf(one, outer)).flatMap((one) => messagesOf(one, inner));
  const temperature = within("temperature", "setpoint").flatMap((value) => celsius(value) ?? [])[0];
  const pressure = within("pressure", "setpoint").flatMap((value) => quantity(value, "bar") ?? [])[0];
  const gas = within("pressure", "atmosphere").map((value) => textOf(value, "type"))
    .find((type) => type !== "" && type !== "UNSPECIFIED" && type !== "CUSTOM");
  const time = outcomes.flatMap((outcome) => messagesOf(outcome, "reaction_time"))
    .flatMap((value) => quantity(value, "h") ?? [])[0];
  const stage: Omit<ConditionStage, "span"> = {
    ...(temperature === undefined ? {} : { temperature }),
    ...(conditions.some((one) => one["reflux"] === true) ? { reflux: true } : {}),
    ...(time === undefined ? {} : { time }),
    ...(pressure === undefined ? {} : { pressure }),
    ...(gas === undefined ? {} : { atmosphere: gas.toLowerCase().replaceAll("_", " ") }),
  };
  return { ...stage, stages: Object.keys(stage).length === 0 ? [] : [{ ...stage, span: NO_PLACE }] };
}

/** A value in our unit; undefined if it has no number or no unit. */
function quantity(message: OrdMessage, unit: string): Quantity | undefined {
  const value = numberOf(message, "value");
  const given = textOf(message, "units");
  const factor = UNITS[given];
  if (value === undefined || factor === undefined) return undefined;
  return { value: rounded(value * factor), unit, text: `${rounded(value)} ${given.toLowerCase()}` };
}

function celsius(message: OrdMessage): Quantity | undefined {
  const value = numberOf(message, "value");
  const given = textOf(message, "units");
  if (value === undefined) return undefined;
  const converted = { CELSIUS: value, KELVIN: value - 273.15, FAHRENHEIT: (value - 32) / 1.8 }[given];
  if (converted === undefined) return undefined;
  return { value: rounded(converted), unit: "°C", text: `${rounded(value)} ${given.toLowerCase()}` };
}

function rounded(value: number): number {
  return Number(value.toPrecision(FLOAT_DIGITS));
}
