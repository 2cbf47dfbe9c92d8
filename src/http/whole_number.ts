/** Numbers in the query string of a request. */
import type { Context } from "hono";
import { HttpProblem } from "./problem.ts";

/** A whole number of the query string within bounds, or `fallback` if it is absent; a 400 problem if it is malformed. */
export function wholeNumber<Fallback>(
  c: Context,
  name: string,
  { min, max, fallback }: { readonly min: number; readonly max: number; readonly fallback: Fallback },
): number | Fallback {
  const text = c.req.query(name);
  if (text === undefined) return fallback;
  const value = Number(text);
  if (!/^-?\d{1,15}$/.test(text) || value < min || value > max) {
    throw new HttpProblem(
      400,
      "parameter_malformed",
      `"${name}" must be a whole number from ${min} to ${max}, not "${text.slice(0, 40)}"`,
    );
  }
  return value;
}
