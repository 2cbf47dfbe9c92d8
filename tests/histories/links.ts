/** The properties of connections through the proxy, drawn for each one. */
import type { Weather } from "./plan.ts";
import type { Random } from "../support/random.ts";
import { type Link, PLAIN_LINK } from "./wire/proxy.ts";

export interface LinkMaker {
  weather: Weather;
  next(): Link;
}

/** The head of an answer and the opening are smaller, so a client that reconnects often enough makes progress. */
const LEAST_CUT = 1_000;

/** Makes links according to the current weather. */
export function linkMaker(random: Random): LinkMaker {
  return {
    weather: "fair",
    next() {
      switch (this.weather) {
        case "fair":
          return PLAIN_LINK;
        case "cutting":
          return random.chance(0.3)
            ? PLAIN_LINK
            : { ...PLAIN_LINK, cutAfter: random.whole(LEAST_CUT, 200_000) };
        case "slow":
          return { ...PLAIN_LINK, delayMs: random.whole(1, 25) };
        case "holding":
          return { ...PLAIN_LINK, holdMs: random.whole(5, 400) };
        case "splitting":
          return { ...PLAIN_LINK, splitBytes: random.whole(50, 3_000) };
        case "mixed":
          return {
            cutAfter: random.chance(0.4) ? random.whole(LEAST_CUT, 500_000) : null,
            delayMs: random.chance(0.3) ? random.whole(1, 10) : 0,
            holdMs: random.chance(0.3) ? random.whole(5, 200) : 0,
            splitBytes: random.chance(0.3) ? random.whole(200, 3_000) : null,
          };
      }
    },
  };
}
