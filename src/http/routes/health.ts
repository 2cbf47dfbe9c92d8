/** `/healthz`: the process answers. `/readyz`: it can do its work, or says what is wrong. */
import type { Hono } from "hono";
import { errorText } from "../../log.ts";
import type { HttpServices } from "../http_services.ts";
import { cachedFor } from "./cached_for.ts";

/** The database is asked at most this often, in milliseconds: the check writes, and many may poll. */
const CHECK_MS = 2_000;

export function mountHealth(
  app: Hono,
  { settings, store, commit, runner, chem, clients, stopping }: Pick<
    HttpServices,
    "settings" | "store" | "commit" | "runner" | "chem" | "clients" | "stopping"
  >,
): void {
  const databaseFailure = cachedFor(
    () => store.check().then(() => null, (error: unknown) => errorText(error)),
    CHECK_MS,
  );
  app.get("/healthz", (c) => c.json({ status: "ok", version: settings.version }));
  app.get("/readyz", async (c) => {
    const problems: string[] = [];
    if (stopping.aborted) problems.push("The server is stopping");
    const failure = commit.failure ?? await databaseFailure();
    if (failure !== null) problems.push(failure);
    const stats = chem.stats();
    if (stats.startError !== null) problems.push(`The chemistry cannot start: ${stats.startError}`);
    const ready = problems.length === 0;
    return c.json(
      {
        status: ready ? "ready" : "not ready",
        problems,
        sessions: runner.counts,
        // Sessions at which the server ended again and again are being taken up one at a time.
        careful_start: runner.isCareful,
        streams: clients.total,
        chemistry: stats,
      },
      ready ? 200 : 503,
    );
  });
}
