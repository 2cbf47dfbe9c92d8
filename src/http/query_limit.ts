/** Refuses query strings that cost more to read than any request is worth. */
import type { MiddlewareHandler } from "hono";
import { HttpProblem } from "./problem.ts";

/** Most parameters of a query string, several times what any route reads. Parsing thousands takes tens of milliseconds. */
export const MOST_PARAMETERS = 64;

/** Answers 400 before the query string is parsed. */
export const limitParameters: MiddlewareHandler = async (c, next) => {
  if (hasTooMany(c.req.url)) {
    throw new HttpProblem(
      400,
      "too_many_parameters",
      `The query string has more than ${MOST_PARAMETERS} parameters`,
    );
  }
  await next();
};

/** Stops counting at the limit, whatever the length of the rest. */
function hasTooMany(url: string): boolean {
  let at = url.indexOf("?");
  for (let parameters = 1; at >= 0; parameters++) {
    if (parameters > MOST_PARAMETERS) return true;
    at = url.indexOf("&", at + 1);
  }
  return false;
}
