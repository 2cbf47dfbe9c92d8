/** Schemas that have a name in `/openapi.json`, each with an example of what it describes. */
import { z } from "@hono/zod-openapi";
import { EXAMPLES } from "./examples.ts";

/**
 * A type as a schema can give it: the same at every depth, with optional members that may also be undefined, which JSON leaves
 * out. With `satisfies z.ZodType<Published<T>>` the compiler holds a schema to the type that the program uses.
 */
export type Published<T> = T extends object
  ? { readonly [Key in keyof T]: Published<T[Key]> | (object extends Pick<T, Key> ? undefined : never) }
  : T;

/** Gives a schema its name, a description, and the example that stands under the name. */
export function named<Schema extends z.ZodType>(
  name: keyof typeof EXAMPLES,
  schema: Schema,
  description: string,
): Schema {
  return withExample(name, schema, description, EXAMPLES[name]);
}

/** The same for a name that is made from a table. */
export function withExample<Schema extends z.ZodType>(
  name: string,
  schema: Schema,
  description: string,
  example: unknown,
): Schema {
  return schema.openapi(name, { description, examples: [example] });
}

/** A schema or null. A schema with a name cannot be made nullable in place: `$ref` and null are two alternatives. */
export function orNull<Schema extends z.ZodType>(schema: Schema): z.ZodUnion<[Schema, z.ZodNull]> {
  return z.union([schema, z.null()]);
}
