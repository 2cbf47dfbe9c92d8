/** What the routes need; `src/cli/serve.ts` puts it together. */
import type { ChemCaller, ChemStats } from "../chem/chem.ts";
import type { Broadcast } from "../broadcast/local_broadcast.ts";
import type { Log } from "../log.ts";
import type { SessionRunner } from "../session/session_runner.ts";
import type { KeepAlive } from "../sse/keep_alive.ts";
import type { LiveFanOut } from "../sse/live_fan_out.ts";
import type { PageReader } from "../sse/page_reader.ts";
import type { StreamClients } from "../sse/stream_clients.ts";
import type { TurnBudget } from "../sse/turn_budget.ts";
import type { Store } from "../store/store.ts";
import type { EventLog } from "../store/group_commit.ts";
import type { Access } from "./access/access.ts";
import type { BodyThread } from "./body/body_thread.ts";

export interface HttpSettings {
  readonly version: string;
  /** Largest request body, in bytes. */
  readonly maxBodyBytes: number;
  /** Largest body in JSON, in bytes. */
  readonly maxJsonBytes: number;
  /** Reactions of one session, unless the request asks for fewer. */
  readonly maxReactions: number;
  /** Origins that may read answers, beside the server's own and any localhost origin; `*` allows all. */
  readonly allowedOrigins: readonly string[];
  readonly defaultAgent: string;
  readonly agents: readonly string[];
}

export interface HttpDeps {
  readonly settings: HttpSettings;
  readonly access: Access;
  readonly store: Store;
  readonly commit: EventLog;
  readonly broadcast: Broadcast;
  readonly runner: SessionRunner;
  readonly chem: ChemCaller & { stats(): ChemStats };
  readonly clients: StreamClients;
  readonly pages: PageReader;
  readonly budget: TurnBudget;
  readonly keepAlive: KeepAlive;
  readonly bodies: BodyThread;
  readonly fanOut: LiveFanOut;
  /** Aborted when the server begins to stop. */
  readonly stopping: AbortSignal;
  readonly log: Log;
}
