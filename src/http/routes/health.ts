/** `/healthz`: the process is up. `/readyz`: the server can do its work, or says what is wrong. */
import { createRoute, z } from "@hono/zod-openapi";
import { errorText } from "../../log.ts";
import { json, problems } from "../contract/answers.ts";
import { named } from "../contract/named.ts";
import { type HttpApp, mountRoute } from "../contract/routes.ts";
import type { HttpServices } from "../http_services.ts";
import { cachedFor } from "./cached_for.ts";

/** Minimum time between checks of the database, in milliseconds: a check writes, and many clients may poll. */
const CHECK_MS = 2_000;

const health = named(
  "Health",
  z.object({
    status: z.literal("ok"),
    version: z.string(),
    commit: z.string().describe("Git commit of the build, or unknown"),
  }),
  "The process is up",
);

const readiness = named(
  "Readiness",
  z.object({
    status: z.enum(["ready", "not ready"]),
    problems: z.array(z.string()).optional().describe("What is wrong, one sentence each"),
    sessions: z.object({ running: z.int(), queued: z.int() }).optional(),
    careful_start: z.boolean().optional().describe(
      "Sessions during which the server crashed repeatedly are being resumed one at a time",
    ),
    streams: z.int().optional().describe("Open streams"),
    chemistry: z.object({
      processes: z.int().describe("Maximum number of processes"),
      alive: z.int(),
      busy: z.int(),
      queued: z.int(),
      restarts: z.int().describe("Processes that were replaced"),
      kills: z.int().describe("Processes killed because a request exceeded its time limit"),
      brokenOff: z.int().describe(
        "Requests given up because nobody was waiting any more, or because they held up short ones",
      ),
      rechecks: z.int().describe("Answers requested again because their process was near its limits"),
      leaks: z.int().describe("Processes replaced because they had not deleted all their objects"),
      startError: z.string().nullable().describe(
        "Why no process can be started at present; null if no obstacle is known",
      ),
    }).optional(),
  }),
  "Whether the server can do its work; callers that may not read everything get only the status",
);

const HEALTHZ = createRoute({
  method: "get",
  path: "/healthz",
  operationId: "getHealth",
  tags: ["Server"],
  summary: "The process is up",
  security: [],
  responses: { 200: json("The process is up", health), ...problems() },
});

const READYZ = createRoute({
  method: "get",
  path: "/readyz",
  operationId: "getReadiness",
  tags: ["Server"],
  summary: "Whether the server can do its work",
  security: [],
  responses: {
    ...problems("token_invalid"),
    200: json("The server can do its work", readiness),
    503: json("The server cannot do its work, and why", readiness),
  },
});

export function mountHealth(
  app: HttpApp,
  { settings, store, eventLog, runner, chem, delivery, stopping }: Pick<
    HttpServices,
    "settings" | "store" | "eventLog" | "runner" | "chem" | "delivery" | "stopping"
  >,
): void {
  const databaseFailure = cachedFor(
    () => store.check().then(() => null, (error: unknown) => errorText(error)),
    CHECK_MS,
  );
  mountRoute(
    app,
    HEALTHZ,
    (c) => c.json({ status: "ok", version: settings.version, commit: settings.commit }),
  );
  mountRoute(app, READYZ, async (c) => {
    const problems: string[] = [];
    if (stopping.aborted) problems.push("The server is stopping");
    const failure = eventLog.failure ?? await databaseFailure();
    if (failure !== null) problems.push(failure);
    const stats = chem.stats();
    if (stats.startError !== null) problems.push(`The chemistry cannot start: ${stats.startError}`);
    const ready = problems.length === 0;
    return c.json(
      {
        status: ready ? "ready" : "not ready",
        problems,
        sessions: runner.counts,
        // Sessions during which the server crashed repeatedly are resumed one at a time.
        careful_start: runner.isCareful,
        streams: delivery.clients.total,
        chemistry: stats,
      },
      ready ? 200 : 503,
    );
  });
}
