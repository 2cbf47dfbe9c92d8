/** What happens in one round, in order. It is a pure function of the seed, so a seed can be repeated. */
import type { ClientKind } from "./history.ts";

/**
 * - `plain`: reactions of a few atoms, some of which cannot be read.
 * - `bulky`: each reaction comes with kilobytes of text, so that a log has more bytes than the buffers of a socket.
 * - `mixed`: the fields contain every character that could upset a line protocol.
 */
export type Flavour = "plain" | "bulky" | "mixed";

/** The input of a session. */
export interface Work {
  readonly reactions: number;
  readonly flavour: Flavour;
}

/** Sessions and clients have names of the plan's own, such as `s1` and `c7`. */
export type Operation =
  | Work & {
    readonly op: "create";
    readonly session: string;
    /** The plan continues at once, while the request is on its way. */
    readonly racing: boolean;
  }
  | {
    readonly op: "join";
    readonly client: string;
    readonly kind: ClientKind;
    readonly session: string;
    /** Where it begins, as a share of the existing log. */
    readonly from: number;
    readonly way: "proxy" | "direct";
    /** It leaves after this many events; null if it follows to the end. */
    readonly leaveAfter: number | null;
    /** Seed for the client's own random decisions. */
    readonly seed: number;
  }
  | { readonly op: "cancel" | "delete"; readonly session: string; readonly racing: boolean }
  | { readonly op: "resume"; readonly session: string; readonly as: string; readonly racing: boolean }
  | {
    readonly op: "probe";
    readonly session: string;
    readonly cursor: string;
    /** The status that the promises require. */
    readonly expected: number;
  }
  /** A client without the right token requests a session's resources, or tries to end it. */
  | { readonly op: "intrude"; readonly session: string; readonly as: Intruder; readonly way: IntruderWay }
  /** Waits until a session's log has reached this share of its final length, or has ended. */
  | { readonly op: "reach"; readonly session: string; readonly share: number }
  | { readonly op: "kill" | "restart"; readonly awayMs: number }
  | StartKill & { readonly op: "kill_start" }
  | { readonly op: "kill_chem" }
  | { readonly op: "cut" }
  | { readonly op: "links"; readonly weather: Weather }
  | { readonly op: "pause"; readonly ms: number };

/**
 * When a start is killed: after a share of the time that a start takes, or of the time that opening the database takes,
 * counted from the first change of its files.
 */
export interface StartKill {
  readonly point: "spawn" | "database";
  readonly share: number;
}

/** A session in the database before the server starts: the share of its reactions that is finished; 1 is completed. */
export interface EarlierSession extends Work {
  readonly session: string;
  readonly share: number;
}

/** What the server finds at its first start. */
export interface Beginning {
  /** The version that created the database; null if there is no database yet, and no session. */
  readonly version: 1 | 2 | null;
  readonly sessions: readonly EarlierSession[];
  /** Killed starts before the first one that may finish. */
  readonly kills: readonly StartKill[];
}

/**
 * `none` sends no token, `nobody` one that the server does not know, `ticket` a ticket for another session, and `stranger` the
 * token of a client that may read it but not cancel it.
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
  /** `small_window` serves everything beyond its few live frames from the log. */
  readonly server: "as it comes" | "small_window";
  /** Options of the command line. */
  readonly serverOptions: Readonly<Record<string, string>>;
  /** Only clients with a token may do anything. */
  readonly hasTokens: boolean;
  readonly beginning: Beginning;
  readonly operations: readonly Operation[];
}

export const FROM_NOTHING: Beginning = { version: null, sessions: [], kills: [] };

/** Events of a readable reaction: its text, its beginning and end, and two per stage. */
export const EVENTS_PER_REACTION = 13;
