/** How long events take from the disk to their readers. */
import type { OurServer } from "../../peers/peer_ours.ts";
import { type LoadReport, quantile } from "../../load/sse_load_report.ts";

/**
 * Quantiles of the time from the commit of a sampled event to its arrival, in milliseconds; the report must have its `arrivals`,
 * all of which came since the last gate.
 */
export async function sinceCommit(
  server: OurServer,
  { arrivals = [] }: LoadReport,
): Promise<{ readonly p50: number; readonly p99: number }> {
  const committedAt = new Map<number, number>();
  for (const [first, count, at] of await server.commits()) {
    for (let id = first; id < first + count; id++) committedAt.set(id, at);
  }
  const sorted = arrivals.map(([id, at]) => at - (committedAt.get(id) ?? NaN)).sort((a, b) => a - b);
  return { p50: quantile(sorted, 0.5), p99: quantile(sorted, 0.99) };
}
