/** `/names`: the structure of a name. */
import { createRoute, z } from "@hono/zod-openapi";
import type { HttpServices } from "../http_services.ts";
import { json, problems, STORED } from "../contract/answers.ts";
import { nameReading } from "../contract/text_schemas.ts";
import { wordOf } from "../contract/parameters.ts";
import { type HttpApp, mountRoute } from "../contract/routes.ts";
import { clientLeft, clientShare } from "./chem_share.ts";

/** Longest name, in UTF-16 units. */
const MAX_LENGTH = 1_000;

const query = z.object({
  q: wordOf(
    z.string({ error: "the name of a compound" }).regex(/^[^\n]*\S[^\n]*$/, {
      error: "the name of a compound, in one line",
    })
      .max(MAX_LENGTH, { error: `the name of a compound, of at most ${MAX_LENGTH} characters` }),
    "Name, formula or abbreviation of a compound",
  ),
});

const NAME = createRoute({
  method: "get",
  path: "/names",
  operationId: "readName",
  tags: ["Names"],
  summary: "The structure of a name",
  request: { query },
  responses: {
    200: json("The structure, or why there is none", nameReading),
    ...problems(
      "parameter_malformed",
      "input_invalid",
      "engine_failure",
      "engine_busy",
      "engine_unavailable",
      ...STORED,
    ),
  },
});

export function mountNames(app: HttpApp, deps: HttpServices): void {
  mountRoute(app, NAME, async (c, { q }) => {
    const share = clientShare(c, deps.access.settings.trustedProxies);
    const options = { urgent: true, share, signal: clientLeft(c) };
    const { names } = await deps.chem.call("names", { text: q }, options);
    return c.json(names[0]);
  });
}
