/** How much one client, one token and all of them together may use. */
import type { Context, MiddlewareHandler } from "hono";
import type { LimitSettings } from "../../config/access_settings.ts";
import { transportOf } from "../listener/transport.ts";
import { HttpProblem } from "../problem.ts";
import type { ProblemCode } from "../problem_codes.ts";
import { announcedBytes } from "../body/read_body.ts";
import { BodyAccount, type BodyShare } from "./body_account.ts";
import { type BucketRate, TokenBuckets } from "./token_buckets.ts";
import { accountOf, clientAddress } from "./client_address.ts";
import { type FullLimit, type ReadPlace, ReadPlaces, type ReadTimes } from "./read_places.ts";

declare module "hono" {
  interface ContextVariableMap {
    /** Bytes of the request's body that were read. */
    readonly bodyBytes: number;
  }
}

const HOUR = 3_600;
/** A client may send this many seconds' worth of requests at once: a page with many drawings, a program that starts. */
const BURST_SECONDS = 10;
/** Nobody knows when a session starts or a stream ends, so refused clients try again after this many seconds. */
const BUSY_SECONDS = 5;

/** Part of the queue that one client may fill, so that others find room in it. */
const QUEUE_SHARE = 1 / 2;

/** Sessions that wait to run: those of one account, and all. */
export interface WaitingSessions {
  readonly own: number;
  readonly all: number;
}

interface Limit {
  /** The option's name in snake_case. */
  readonly name: string;
  readonly value: number;
  readonly detail: string;
  readonly retryAfter: number;
}

export class Limits {
  readonly settings: LimitSettings;
  readonly #trustedProxies: number;
  readonly #requests = new TokenBuckets();
  readonly #sessions = new TokenBuckets();
  readonly #bytes = new TokenBuckets();
  readonly #streams = new Map<string, number>();
  readonly #bodies: BodyAccount;
  #openStreams = 0;
  readonly #reads: ReadPlaces;

  /** `bodyBytes` are those of all bodies in transfer, which are always limited. */
  constructor(settings: LimitSettings, trustedProxies: number, bodyBytes: number, times: ReadTimes = {}) {
    this.settings = settings;
    this.#bodies = new BodyAccount(bodyBytes);
    this.#trustedProxies = trustedProxies;
    this.#reads = new ReadPlaces(settings, times);
  }

  /** The address that the client is counted by. */
  addressOf(c: Context): string {
    return clientAddress(c, this.#trustedProxies);
  }

  /** What the client's sessions and chemistry are charged to. */
  accountOf(c: Context): string {
    return accountOf(c, this.#trustedProxies);
  }

  /** Answers 429 to an address that sends too many requests. */
  requests(): MiddlewareHandler {
    const { requestsPerSecond, streamsPerAddress } = this.settings;
    if (requestsPerSecond === 0) return (_c, next) => next();
    // When a server restarts, all streams of a client reconnect at once, and a native EventSource that is refused
    // never tries again.
    const capacity = Math.max(BURST_SECONDS * requestsPerSecond, 2 * streamsPerAddress);
    const rate = { capacity, perSecond: requestsPerSecond };
    return async (c, next) => {
      const retryAfter = this.#requests.take(clientAddress(c, this.#trustedProxies), 1, rate);
      if (retryAfter > 0) {
        throw refused(429, "rate_limited", {
          name: "max_requests",
          value: requestsPerSecond,
          detail: `Too many requests from this address: the limit is ${requestsPerSecond} per second`,
          retryAfter,
        });
      }
      await next();
    };
  }

  /**
   * Counts new sessions and the bytes of their bodies. A refused or repeated request is charged for its bytes but not
   * as a session.
   */
  creations(
    waiting: (account: string) => WaitingSessions,
    largestBody: (c: Context) => number,
  ): MiddlewareHandler {
    return async (c, next) => {
      const { key, sessions, bytes } = this.#account(c);
      this.#refuseFullQueue(waiting(key));
      if (bytes !== undefined) {
        const retryAfter = this.#bytes.take(key, 1, bytes);
        if (retryAfter > 0) {
          throw tooMuch("max_mib_per_hour", bytes.capacity / 1024 / 1024, "MiB", retryAfter);
        }
      }
      if (sessions !== undefined) {
        const retryAfter = this.#sessions.take(key, 1, sessions);
        if (retryAfter > 0) throw tooMuch("max_sessions_per_hour", sessions.capacity, "sessions", retryAfter);
      }
      // A body is charged when it starts, so that parallel ones cannot exceed the limit together; as the largest
      // possible one if its size is not given.
      const announced = Math.max(1, announcedBytes(c, largestBody(c)));
      if (bytes !== undefined) this.#bytes.charge(key, announced - 1, bytes);
      await next();
      const more = Math.max(1, c.get("bodyBytes") ?? 0) - announced;
      if (bytes !== undefined && more > 0) this.#bytes.charge(key, more, bytes);
      if (bytes !== undefined && more < 0) this.#bytes.giveBack(key, -more, bytes);
      if (sessions !== undefined && c.res.status !== 201) this.#sessions.giveBack(key, 1, sessions);
    };
  }

  /**
   * Counts an open stream or long-poll until the returned function is called, which is idempotent; throws a 429 or
   * 503 problem.
   */
  openStream(c: Context): () => void {
    const { streams, streamsPerAddress } = this.settings;
    if (streams > 0 && this.#openStreams >= streams) {
      throw refused(503, "streams_full", {
        name: "max_streams",
        value: streams,
        detail: `Too many open streams: the server's limit is ${streams}`,
        retryAfter: BUSY_SECONDS,
      });
    }
    const address = clientAddress(c, this.#trustedProxies);
    const open = this.#streams.get(address) ?? 0;
    if (streamsPerAddress > 0 && open >= streamsPerAddress) {
      throw refused(429, "rate_limited", {
        name: "max_streams_per_address",
        value: streamsPerAddress,
        detail: `Too many open streams from this address: the limit is ${streamsPerAddress}`,
        retryAfter: BUSY_SECONDS,
      });
    }
    this.#openStreams++;
    this.#streams.set(address, open + 1);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.#openStreams--;
      const others = (this.#streams.get(address) ?? 1) - 1;
      if (others > 0) this.#streams.set(address, others);
      else this.#streams.delete(address);
    };
  }

  /** Reserves room for a body of `bytes` among those in transfer; throws a 429 or 503 problem. */
  openBody(c: Context, bytes: number): BodyShare {
    const share = this.#bodies.take(clientAddress(c, this.#trustedProxies), bytes);
    if (typeof share !== "string") return share;
    const value = this.#bodies.capacity / 1024 / 1024;
    const limit = { name: "max_bodies_mib", value, retryAfter: BUSY_SECONDS };
    if (share === "client") {
      const detail =
        `Too much is being sent from this address: the limit is half of ${value} MiB at the same time`;
      throw refused(429, "rate_limited", { ...limit, detail });
    }
    const detail = `Too much is being sent: the server's limit is ${value} MiB at the same time`;
    throw refused(503, "bodies_full", { ...limit, detail });
  }

  /**
   * Waits for a place among the long answers; throws a 429 or 503 problem if there is none in a while. The place is
   * held until it is given back.
   */
  async openRead(c: Context): Promise<ReadPlace> {
    const place = await this.#reads.take({
      address: this.addressOf(c),
      signal: c.req.raw.signal,
      cut: () => transportOf(c).cut(),
    });
    if (typeof place === "string") throw this.#readsFull(place);
    return place;
  }

  #readsFull(limit: FullLimit): HttpProblem {
    const value = this.settings[limit];
    return limit === "reads"
      ? refused(503, "reads_full", {
        name: "max_reads",
        value,
        detail: `Too many long answers: the server's limit is ${value} at the same time`,
        retryAfter: BUSY_SECONDS,
      })
      : refused(429, "rate_limited", {
        name: "max_reads_per_address",
        value,
        detail: `Too many long answers to this address: the limit is ${value} at the same time`,
        retryAfter: BUSY_SECONDS,
      });
  }

  #refuseFullQueue({ own, all }: WaitingSessions): void {
    const { queued } = this.settings;
    if (queued === 0) return;
    const limit = { name: "max_waiting", retryAfter: BUSY_SECONDS };
    if (all >= queued) {
      const detail = `Queue full: ${all} sessions are waiting`;
      throw refused(503, "queue_full", { ...limit, value: queued, detail });
    }
    const share = Math.ceil(queued * QUEUE_SHARE);
    if (own >= share) {
      const detail = `Queue full for you: ${own} of your sessions are waiting`;
      throw refused(429, "rate_limited", { ...limit, value: share, detail });
    }
  }

  /** What a session is charged to, and the rates that apply; undefined for no limit. */
  #account(
    c: Context,
  ): {
    readonly key: string;
    readonly sessions: BucketRate | undefined;
    readonly bytes: BucketRate | undefined;
  } {
    const own = c.get("caller")?.limits ?? {};
    return {
      key: this.accountOf(c),
      sessions: hourly(own.sessionsPerHour ?? this.settings.sessionsPerHour),
      bytes: hourly(own.bytesPerHour ?? this.settings.bytesPerHour),
    };
  }
}

function hourly(limit: number): BucketRate | undefined {
  return limit === 0 ? undefined : { capacity: limit, perSecond: limit / HOUR };
}

function tooMuch(name: string, value: number, unit: string, retryAfter: number): HttpProblem {
  const detail = `The limit of ${value} ${unit} per hour is reached`;
  return refused(429, "rate_limited", { name, value, detail, retryAfter });
}

function refused(
  status: 429 | 503,
  code: ProblemCode,
  { name, value, detail, retryAfter }: Limit,
): HttpProblem {
  const seconds = Math.max(1, Math.ceil(retryAfter));
  return new HttpProblem(
    status,
    code,
    `${detail}; try again in ${seconds} s`,
    { "Retry-After": String(seconds) },
    { limit: name, limit_value: value, retry_after: seconds },
  );
}
