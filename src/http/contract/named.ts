/** Schemas with a name in `/openapi.json`, each with an example. */
import { z } from "@hono/zod-openapi";
import { EXAMPLES } from "./examples.ts";

/**
 * The output type that a schema for `T` may have: `T` at every depth, except that optional members may also be
 * undefined, as zod infers them. `satisfies z.ZodType<Published<T>>` makes the compiler check a schema against the
 * type that the program uses.
 */
export type Published<T> = T extends object
  ? { readonly [Key in keyof T]: Published<T[Key]> | (object extends Pick<T, Key> ? undefined : never) }
  : T;

/** Gives a schema its name, a description, and the example of that name. */
export function named<Schema extends z.ZodType>(
  name: keyof typeof EXAMPLES,
  schema: Schema,
  description: string,
): Schema {
  return withExample(name, schema, description, EXAMPLES[name]);
}

/** Like `named`, for a name that is not in `EXAMPLES`. */
export function withExample<Schema extends z.ZodType>(
  name: string,
  schema: Schema,
  description: string,
  example: unknown,
): Schema {
  return schema.openapi(name, { description, examples: [example] });
}

/** The schema or null. `.nullable()` on a named schema would publish an `allOf` that rejects null. */
export function orNull<Schema extends z.ZodType>(schema: Schema): z.ZodUnion<[Schema, z.ZodNull]> {
  return z.union([schema, z.null()]);
}
