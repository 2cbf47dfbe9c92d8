/** `/metrics`: what the server counts and measures, for Prometheus. */
import { createRoute, z } from "@hono/zod-openapi";
import { metricText } from "../../meters.ts";
import { problems, STORED } from "../contract/answers.ts";
import { type HttpApp, mountRoute } from "../contract/routes.ts";
import type { HttpServices } from "../http_services.ts";

const CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

const METRICS = createRoute({
  method: "get",
  path: "/metrics",
  operationId: "getMetrics",
  tags: ["Server"],
  summary: "What the server counts and measures, for Prometheus",
  responses: {
    200: {
      description: "Metrics in the text format of Prometheus",
      content: { "text/plain": { schema: z.string() } },
    },
    ...problems(...STORED),
  },
});

export function mountMetrics(
  app: HttpApp,
  { settings, runner, chem, delivery, eventLog, meters }: Pick<
    HttpServices,
    "settings" | "runner" | "chem" | "delivery" | "eventLog" | "meters"
  >,
): void {
  const begun = Date.now() / 1_000;
  const gauge = (
    name: string,
    help: string,
    ...series: readonly (readonly [Record<string, string>, number])[]
  ) =>
    metricText(
      { name, help, type: name.endsWith("_total") ? "counter" : "gauge" },
      series.map(([labels, value]) => ["", labels, value] as const),
    );
  mountRoute(app, METRICS, (c) => {
    const { running, queued } = runner.counts;
    const stats = chem.stats();
    const { version, commit } = settings;
    const text = [
      gauge("rxnstream_build_info", "The build, always 1", [{ version, commit }, 1]),
      gauge("rxnstream_sessions", "Sessions under way, by state", [{ state: "running" }, running], [
        { state: "queued" },
        queued,
      ]),
      gauge("rxnstream_streams", "Open streams", [{}, delivery.clients.total]),
      gauge("rxnstream_database_writable", "1 if the database can be written, else 0", [
        {},
        eventLog.failure === null ? 1 : 0,
      ]),
      gauge(
        "rxnstream_chemistry_processes",
        "Chemistry processes: at most, alive, and at work",
        [
          { state: "limit" },
          stats.processes,
        ],
        [{ state: "alive" }, stats.alive],
        [{ state: "busy" }, stats.busy],
      ),
      gauge("rxnstream_chemistry_queue", "Calls that wait for a chemistry process", [{}, stats.queued]),
      gauge("rxnstream_chemistry_restarts_total", "Chemistry processes that were replaced", [
        {},
        stats.restarts,
      ]),
      gauge("rxnstream_chemistry_kills_total", "Chemistry processes killed at their time limit", [
        {},
        stats.kills,
      ]),
      gauge("process_resident_memory_bytes", "Memory of the serving process", [{}, Deno.memoryUsage().rss]),
      gauge("process_start_time_seconds", "When the server started, since 1970", [{}, begun]),
      String(meters),
    ].join("");
    return c.body(text, 200, { "Content-Type": CONTENT_TYPE });
  });
}
