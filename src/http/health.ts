/** `/healthz`: the process answers. `/readyz`: it can do its work, or says what is wrong. */
import type { Hono } from "hono";
import { errorText } from "../log.ts";
import type { HttpDeps } from "./deps.ts";

export function mountHealth(app: Hono, deps: HttpDeps): void {
  const { settings, store, commit, runner, chem, clients, stopping } = deps;
  app.get("/healthz", (c) => c.json({ status: "ok", version: settings.version }));
  app.get("/readyz", async (c) => {
    const problems: string[] = [];
    if (stopping.aborted) problems.push("The server is stopping");
    if (commit.failure !== null) problems.push(`The database cannot write: ${commit.failure}`);
    else {await store.check().catch((error) =>
        problems.push(`The database cannot write: ${errorText(error)}`)
      );}
    const stats = chem.stats();
    const ready = problems.length === 0;
    return c.json(
      {
        status: ready ? "ready" : "not ready",
        problems,
        sessions: runner.counts,
        streams: clients.total,
        chemistry: stats,
      },
      ready ? 200 : 503,
      { "Cache-Control": "no-store" },
    );
  });
}
