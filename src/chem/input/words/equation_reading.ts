/** What an equation of names says besides its reaction: places of the names, and the conditions at the arrow. */
import type { Conditions, NamedComponent, Quantity, Span, TextReading } from "../../../text_reading.ts";
import type { NamedEquation } from "../name_equation.ts";
import type { NamedCompound } from "../name_terms.ts";
import { isCatalyst, SOLVENTS } from "./auxiliaries.ts";
import type { Piece } from "./sentences.ts";
import { conditionsOf } from "./stages.ts";

/** The sides of an arrow leave no doubt about roles. */
const SURE = 1;

/** The reading of an equation that stands in `line`; a name that TeX writes otherwise has the place of the line. */
export function equationReading(equation: NamedEquation, line: Piece): TextReading {
  const whole: Span = { start: line.at, end: line.at + line.text.length };
  let from = 0;
  const place = ({ name }: NamedCompound): Span => {
    const next = line.text.indexOf(name, from);
    const start = next < 0 ? line.text.indexOf(name) : next;
    if (start < 0) return whole;
    from = next < 0 ? from : start + name.length;
    return { start: line.at + start, end: line.at + start + name.length };
  };
  const component = (compound: NamedCompound, role: NamedComponent["role"]): NamedComponent => {
    const { name, smiles } = compound;
    return { name, smiles, role, amount: {}, span: place(compound) };
  };
  return {
    source: line.text.trim().slice(0, 2_000),
    span: whole,
    components: [
      ...equation.left.map((compound) => component(compound, "reactant")),
      ...equation.agents.map((compound) => component(compound, agentRole(compound))),
      ...equation.right.map((compound) => component(compound, "product")),
    ],
    conditions: conditionsAt(equation.conditions, line),
    role_confidence: SURE,
    unread: [],
  };
}

function conditionsAt(text: string, line: Piece): Conditions {
  const found = line.text.indexOf(text);
  const part = { text, at: line.at + Math.max(0, found) };
  const conditions = conditionsOf([part], [part]);
  const percent = conditions.yield ?? bareYield(text);
  return percent === null ? conditions : { ...conditions, yield: percent };
}

/** A percentage alone at an arrow is the yield; one in front of a name is a strength. */
function bareYield(text: string): Quantity | null {
  const match = /(?:^|[,;/]\s*)(\d{1,3}(?:\.\d+)?)\s?%\s*(?:[,;]|$)/.exec(text);
  const value = Number(match?.[1]);
  return match === null || value > 100 ? null : { value, unit: "%", text: `${match[1]} %` };
}

function agentRole({ smiles }: NamedCompound): NamedComponent["role"] {
  return isCatalyst(smiles) ? "catalyst" : SOLVENTS.has(smiles) ? "solvent" : "reagent";
}
