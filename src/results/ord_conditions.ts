/** Conditions and amounts as messages of the Open Reaction Database. */
import type { OrdMessage } from "../ord/message.ts";
import { ENUMS } from "../ord/schema.ts";
import {
  type Amount,
  AMOUNT_KINDS,
  type Conditions,
  conditionsText,
  type Quantity,
} from "../text_reading.ts";

/** Kinds of amounts that the schema has, the most telling first, with our unit of each. */
const MEASURED = [["moles", "MILLIMOLE"], ["mass", "GRAM"], ["volume", "MILLILITER"]] as const;

/**
 * The amount of a compound. The schema holds one kind only, the first of moles, mass and volume; the others, and
 * equivalents, percent and concentration, are features of the compound.
 */
export function amountFields(amount: Amount): OrdMessage {
  const chosen = MEASURED.find(([kind]) => amount[kind] !== undefined);
  const features = AMOUNT_KINDS.flatMap((kind) => {
    const quantity = amount[kind];
    if (quantity === undefined || kind === chosen?.[0]) return [];
    return [{ key: kind, value: { float_value: quantity.value, description: quantity.unit } }];
  });
  const quantity = chosen && amount[chosen[0]];
  return {
    ...(chosen && quantity ? { amount: { [chosen[0]]: measured(quantity, chosen[1]) } } : {}),
    ...(features.length === 0 ? {} : { features }),
  };
}

/** `ReactionConditions`: those of the main stage as values, and all stages as one line. */
export function conditionsMessage(conditions: Conditions): OrdMessage {
  const { temperature, reflux, pressure, atmosphere, stages } = conditions;
  const hasPressure = pressure !== undefined || atmosphere !== undefined;
  return {
    ...(temperature ? { temperature: { setpoint: measured(temperature, "CELSIUS") } } : {}),
    ...(hasPressure
      ? {
        pressure: {
          ...(pressure ? { setpoint: measured(pressure, "BAR") } : {}),
          ...(atmosphere ? { atmosphere: gas(atmosphere) } : {}),
        },
      }
      : {}),
    ...(reflux ? { reflux } : {}),
    ...(stages.length > 1 ? { conditions_are_dynamic: true } : {}),
    ...(stages.length > 0 ? { details: conditionsText({ stages }) } : {}),
  };
}

/** A value; a range as its middle and half its width. */
export function measured({ value, max = value }: Quantity, units: string | null): OrdMessage {
  return {
    value: (value + max) / 2,
    ...(max === value ? {} : { precision: (max - value) / 2 }),
    ...(units === null ? {} : { units }),
  };
}

function gas(name: string): OrdMessage {
  const type = name.toUpperCase().replaceAll(" ", "_");
  return ENUMS.AtmosphereType.includes(type) ? { type } : { type: "CUSTOM", details: name };
}
