/** What the program counts and measures while it runs, in the text format of Prometheus (version 0.0.4). */

/** Names and values that tell the series of one metric apart. */
export type Labels = Readonly<Record<string, string>>;

/** Upper bounds of the buckets of durations, in seconds. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** The lines of one metric; values by their labels. */
export function metricText(
  { name, help, type }: { readonly name: string; readonly help: string; readonly type: string },
  series: Iterable<readonly [suffix: string, labels: Labels, value: number]>,
): string {
  const lines = [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
  for (const [suffix, labels, value] of series) lines.push(`${name}${suffix}${labelText(labels)} ${value}`);
  return lines.join("\n") + "\n";
}

function labelText(labels: Labels): string {
  const escaped = (value: string) =>
    value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
  const parts = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return parts.length === 0 ? "" : `{${parts.join(",")}}`;
}

/** A number that only grows, for each combination of labels. */
export class Counter {
  readonly #head: { readonly name: string; readonly help: string };
  readonly #series = new Map<string, { readonly labels: Labels; value: number }>();

  constructor(name: string, help: string) {
    this.#head = { name, help };
  }

  add(labels: Labels = {}, amount = 1): void {
    const key = Object.values(labels).join("\n");
    const series = this.#series.get(key);
    if (series === undefined) this.#series.set(key, { labels, value: amount });
    else series.value += amount;
  }

  toString(): string {
    const series = [...this.#series.values()].map(({ labels, value }) => ["", labels, value] as const);
    return metricText({ ...this.#head, type: "counter" }, series);
  }
}

/** How many durations were at most so long, and their sum. */
export class Histogram {
  readonly #head: { readonly name: string; readonly help: string };
  /** One for each bound, and one for what is longer than all of them. */
  readonly #counts: number[] = SECONDS.map(() => 0).concat(0);
  #sum = 0;

  constructor(name: string, help: string) {
    this.#head = { name, help };
  }

  /** Counts a duration in milliseconds; Prometheus gets seconds. */
  observe(ms: number): void {
    const seconds = ms / 1_000;
    const place = SECONDS.findIndex((bound) => seconds <= bound);
    const at = place < 0 ? SECONDS.length : place;
    this.#counts[at] = (this.#counts[at] ?? 0) + 1;
    this.#sum += seconds;
  }

  toString(): string {
    let all = 0;
    const buckets = this.#counts.map((count, at) => {
      all += count;
      return ["_bucket", { le: String(SECONDS[at] ?? "+Inf") }, all] as const;
    });
    return metricText({ ...this.#head, type: "histogram" }, [...buckets, ["_sum", {}, this.#sum], [
      "_count",
      {},
      all,
    ]]);
  }
}

/** The meters of one server. */
export class Meters {
  readonly requests = new Counter(
    "rxnstream_http_requests_total",
    "Requests answered, by method, route and status; a stream counts when it opens",
  );
  readonly requestSeconds = new Histogram(
    "rxnstream_http_request_duration_seconds",
    "Time until the head of the answer",
  );
  readonly events = new Counter("rxnstream_events_total", "Events committed to logs");
  readonly reactions = new Counter("rxnstream_reactions_total", "Reactions finished, by verdict");
  readonly sessionsEnded = new Counter("rxnstream_sessions_ended_total", "Sessions ended, by status");
  readonly commitSeconds = new Histogram(
    "rxnstream_commit_duration_seconds",
    "Time from the handing over of a group of events until it is on the disk",
  );

  toString(): string {
    return Object.values(this).join("");
  }
}
