/** What a case is. */
import type { Capability } from "./adapter.ts";
import type { World } from "./world.ts";

export const GROUPS = [
  "opening",
  "framing",
  "replay",
  "cursor",
  "seam",
  "liveness",
  "end",
  "methods",
  "load",
  "proxy",
] as const;
export type Group = typeof GROUPS[number];

export interface Case {
  readonly group: Group;
  /** A sentence about what a server does; with the group, it is the case's name. */
  readonly name: string;
  readonly needs?: readonly Capability[];
  /** Needs an installed program that runs in front of the server. */
  readonly program?: "nginx";
  /** Needs a server of its own: one that it stops, or one that is `quiet`, without heartbeats. */
  readonly alone?: true | "quiet";
  run(world: World): Promise<void>;
}

/** Defines the cases of a group. */
export function group(name: Group): (sentence: string, definition: Omit<Case, "group" | "name">) => Case {
  return (sentence, definition) => ({ group: name, name: sentence, ...definition });
}
