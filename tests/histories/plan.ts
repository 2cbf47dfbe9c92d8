/** What happens in one round, in order: a pure function of the seed makes it, so that a seed happens again. */
import type { ClientKind } from "./history.ts";

/**
 * - `plain`: reactions of a few atoms, some of which cannot be read.
 * - `bulky`: each reaction has kilobytes of text beside it, so that a log has more bytes than the buffers of a socket.
 * - `mixed`: every character that could upset a line protocol stands in the fields.
 */
export type Flavour = "plain" | "bulky" | "mixed";

/** What a session is made of. */
export interface Work {
  readonly reactions: number;
  readonly flavour: Flavour;
}

/** Sessions and clients have names of the plan's own, such as `s1` and `c7`. */
export type Operation =
  | Work & {
    readonly op: "create";
    readonly session: string;
    /** The plan goes on at once, while the request is on its way. */
    readonly racing: boolean;
  }
  | {
    readonly op: "join";
    readonly client: string;
    readonly kind: ClientKind;
    readonly session: string;
    /** Where it begins, as a share of the log that there is. */
    readonly from: number;
    readonly way: "proxy" | "direct";
    /** It leaves after so many events; null if it follows to the end. */
    readonly leaveAfter: number | null;
    /** Seed of what the client does of its own accord. */
    readonly seed: number;
  }
  | { readonly op: "cancel" | "delete"; readonly session: string; readonly racing: boolean }
  | { readonly op: "resume"; readonly session: string; readonly as: string; readonly racing: boolean }
  | {
    readonly op: "probe";
    readonly session: string;
    readonly cursor: string;
    /** The status that the promises ask for. */
    readonly expected: number;
  }
  /** Somebody without the right token asks for what is a session's, or wants to end it. */
  | { readonly op: "intrude"; readonly session: string; readonly as: Intruder; readonly way: IntruderWay }
  /** Waits until a session's log is so far, as a share of what it will be, or until it has ended. */
  | { readonly op: "reach"; readonly session: string; readonly share: number }
  | { readonly op: "kill" | "restart"; readonly awayMs: number }
  | StartKill & { readonly op: "kill_start" }
  | { readonly op: "kill_chem" }
  | { readonly op: "cut" }
  | { readonly op: "links"; readonly weather: Weather }
  | { readonly op: "pause"; readonly ms: number };

/**
 * When a start is killed: after a share of the time that a start takes, or after a share of the time that the database takes,
 * counted from the first change of its files.
 */
export interface StartKill {
  readonly point: "spawn" | "database";
  readonly share: number;
}

/** A session that lies in the database before the server starts: its share of the reactions is through, 1 is completed. */
export interface EarlierSession extends Work {
  readonly session: string;
  readonly share: number;
}

/** What the server finds when it is started first. */
export interface Beginning {
  /** The version that made the database; null if there is none yet, and no session. */
  readonly version: 1 | 2 | null;
  readonly sessions: readonly EarlierSession[];
  /** Starts before the first one that is let be. */
  readonly kills: readonly StartKill[];
}

/**
 * `none` shows no token, `nobody` one that the server does not know, `ticket` a ticket for another session, and `stranger` the
 * token of somebody who may read it, but not cancel it.
 */
export const INTRUDERS = ["none", "nobody", "ticket", "stranger"] as const;
export type Intruder = typeof INTRUDERS[number];
export const INTRUDER_WAYS = ["stream", "content", "durable", "export", "reactions", "cancel"] as const;
export type IntruderWay = typeof INTRUDER_WAYS[number];

/** What new connections through the proxy are like. */
export type Weather = "fair" | "cutting" | "slow" | "holding" | "splitting" | "mixed";

export interface Plan {
  readonly seed: number;
  readonly round: number;
  /** `small_window` serves from the log what its few live frames do not hold. */
  readonly server: "as it comes" | "small_window";
  /** Options of the command line. */
  readonly serverOptions: Readonly<Record<string, string>>;
  /** Only who shows a token may do anything. */
  readonly hasTokens: boolean;
  readonly beginning: Beginning;
  readonly operations: readonly Operation[];
}

export const FROM_NOTHING: Beginning = { version: null, sessions: [], kills: [] };

/** Events of a reaction that can be read: its text, its beginning and end, and two a stage. */
export const EVENTS_PER_REACTION = 13;
