/** What a tool for language models is: a schema in and out, short answers, and errors that say what to do. */
import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { HttpServices } from "../http_services.ts";
import type { OwnRoutes } from "./own_routes.ts";

export type ToolResult = { readonly value: object } | { readonly error: string };

/** On whose behalf a tool works, and with what. */
export interface ToolContext {
  readonly c: Context;
  readonly deps: HttpServices;
  readonly routes: OwnRoutes;
}

export interface Tool {
  readonly description: string;
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  readonly call: (given: unknown, context: ToolContext) => Promise<ToolResult>;
}

export function tool<Input extends z.ZodType>(
  description: string,
  input: Input,
  output: z.ZodType,
  call: (input: z.output<Input>, context: ToolContext) => Promise<ToolResult>,
): Tool {
  return {
    description,
    input,
    output,
    async call(given, context) {
      const read = input.safeParse(given);
      return read.success ? await call(read.data, context) : { error: z.prettifyError(read.error) };
    },
  };
}

export const orNull = z.string().nullable();
