/** All cases, in the order in which they are reported. */
import type { Case } from "./case.ts";
import { CURSOR } from "./cases/cursor.ts";
import { END } from "./cases/end.ts";
import { FRAMING } from "./cases/framing.ts";
import { LIVENESS } from "./cases/liveness.ts";
import { LOAD } from "./cases/load.ts";
import { METHODS } from "./cases/methods.ts";
import { OPENING } from "./cases/opening.ts";
import { PROXY } from "./cases/proxy.ts";
import { REPLAY } from "./cases/replay.ts";
import { SEAM } from "./cases/seam.ts";

export const SUITE: readonly Case[] = [
  ...OPENING,
  ...FRAMING,
  ...REPLAY,
  ...CURSOR,
  ...SEAM,
  ...LIVENESS,
  ...END,
  ...METHODS,
  ...LOAD,
  ...PROXY,
];
