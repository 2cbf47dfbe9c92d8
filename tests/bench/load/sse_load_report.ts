/** What the load client is told, and what it says: one line of JSON each. */

export interface LoadOptions {
  /** On 127.0.0.1. */
  readonly url: string;
  readonly readers: number;
  /** Clients that read the head of their answer and then nothing; they connect first. */
  readonly stalled?: number;
  /** A reader is done after so many events; absent, when its stream ends. */
  readonly events?: number;
  /** No numbered event's frame is shorter, in bytes; see `FrameReaderOptions`. */
  readonly least: number;
  readonly lastEventId?: string;
  /**
   * So many readers, spread evenly over all, are looked at event by event for their latencies; 20 unless
   * told, but no more than every twentieth.
   */
  readonly sampled?: number;
  /** Connections come from so many addresses, 127.0.0.2 and following; absent, from 127.0.0.1. */
  readonly sources?: number;
  /**
   * It sleeps so long between two looks at its sockets, in milliseconds; 0 unless told. A server that finds its clients asleep at
   * every event pays for waking them: with a rest, throughput is the server's own.
   */
  readonly restMs?: number;
  /** It gives up after so long without a delivery since the last one, in milliseconds; 10,000 unless told. */
  readonly quietMs?: number;
  /** Whether the report has every sampled event by itself. */
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
  /** When the first request went out and when the last event came, in milliseconds since 1970. */
  readonly startedAt: number;
  readonly lastAt: number;
  /** Readers that did not get what they should. */
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
  /** Share of one core that this process took from the first delivery to the last one. */
  readonly cpu: number;
  /** Numbers and times of arrival of the sampled events, in milliseconds since 1970. */
  readonly arrivals?: readonly (readonly [number: number, at: number])[];
}

/** NaN for no values; `sorted` ascending. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}
