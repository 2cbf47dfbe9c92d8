/** The input and output of the load client: one line of JSON each. */

export interface LoadOptions {
  /** On 127.0.0.1. */
  readonly url: string;
  readonly readers: number;
  /** Clients that read the head of their answer and then nothing; they connect first. */
  readonly stalled?: number;
  /** A reader is done after this many events; if absent, when its stream ends. */
  readonly events?: number;
  /** No numbered event's frame is shorter, in bytes; see `FrameReaderOptions`. */
  readonly least: number;
  readonly lastEventId?: string;
  /**
   * The number of readers, spread evenly over all, whose latencies are measured event by event; by default
   * 20, but no more than every twentieth.
   */
  readonly sampled?: number;
  /** Connections come from this many addresses, starting at 127.0.0.2; if absent, from 127.0.0.1. */
  readonly sources?: number;
  /**
   * The sleep between two polls of its sockets, in milliseconds; 0 by default. A server that finds its clients asleep at
   * every event pays for waking them: with a rest, throughput is the server's own.
   */
  readonly restMs?: number;
  /** The time without a delivery after which it gives up, in milliseconds; 10,000 by default. */
  readonly quietMs?: number;
  /** Whether the report lists every sampled event. */
  readonly arrivals?: boolean;
}

/** All clients have the head of their answers. */
export interface LoadReady {
  readonly connected: number;
  readonly seconds: number;
}

export interface LoadReport {
  readonly deliveries: number;
  /** Between the first delivery and the last one, in seconds. */
  readonly seconds: number;
  /** Deliveries per second, in that time. */
  readonly rate: number;
  /** When the first request was sent and when the last event arrived, in milliseconds since 1970. */
  readonly startedAt: number;
  readonly lastAt: number;
  /** Readers that did not get the right events. */
  readonly incomplete: number;
  readonly gaps: number;
  readonly duplicates: number;
  readonly reordered: number;
  readonly unnumbered: number;
  readonly bytes: number;
  /** From the field `t` of the sampled events to their arrival, in milliseconds; NaN is null in JSON. */
  readonly p50: number | null;
  readonly p99: number | null;
  readonly max: number | null;
  /** Share of one core that this process used from the first delivery to the last. */
  readonly cpu: number;
  /** Numbers and times of arrival of the sampled events, in milliseconds since 1970. */
  readonly arrivals?: readonly (readonly [number: number, at: number])[];
}

/** NaN for no values; `sorted` ascending. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}
