/** What the routes need; `src/cli/serve.ts` puts it together. */
import type { ChemCaller, ChemStats } from "../chem/pool/chem_pool.ts";
import type { Delivery } from "../delivery/delivery.ts";
import type { Log } from "../log.ts";
import type { Meters } from "../meters.ts";
import type { FairTurns } from "../scheduling/fair_turns.ts";
import type { Partials } from "../session/partials.ts";
import type { SessionRunner } from "../session/session_runner.ts";
import type { Store } from "../store/store.ts";
import type { EventLog } from "../store/group_commit.ts";
import type { Access } from "./access/access.ts";
import type { HttpSettings } from "./http_settings.ts";
import type { BodyThread } from "./body/body_thread.ts";

export interface HttpServices {
  readonly settings: HttpSettings;
  readonly access: Access;
  readonly store: Store;
  readonly eventLog: EventLog;
  readonly delivery: Delivery;
  readonly runner: SessionRunner;
  readonly partials: Partials;
  readonly chem: ChemCaller & { stats(): ChemStats };
  readonly bodies: BodyThread;
  /** All who read logs take turns: a page that somebody waits for comes before answers that continue. */
  readonly reading: FairTurns;
  /** Aborted when the server begins to stop. */
  readonly stopping: AbortSignal;
  readonly log: Log;
  readonly meters: Meters;
}
