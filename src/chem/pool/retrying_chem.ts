/** Calls that survive periods in which no chem process can be started. */
import { delay } from "@std/async";
import { RxnstreamError } from "../../errors.ts";
import type { CallOptions } from "./pending_call.ts";
import type { ChemCaller } from "./chem_pool.ts";
import type { ChemOperation, ChemOperations } from "../protocol/chem_protocol.ts";

/** Delay between attempts, in milliseconds; each attempt tries to start a process. */
const RETRY_MS = 2_000;

/**
 * Retries calls for as long as `chem` cannot start a process (no memory, no file descriptors, the executable being
 * replaced), since the request is not to blame. Ends with the call's signal, or when `chem` is closed.
 */
export function retryingChem(chem: ChemCaller): ChemCaller {
  async function call<Op extends ChemOperation>(
    op: Op,
    request: ChemOperations[Op]["request"],
    options: CallOptions = {},
  ): Promise<ChemOperations[Op]["answer"]> {
    for (;;) {
      try {
        return await chem.call(op, request, options);
      } catch (error) {
        if (!(error instanceof RxnstreamError) || error.code !== "engine_unavailable") throw error;
        await delay(RETRY_MS, options.signal === undefined ? {} : { signal: options.signal });
      }
    }
  }
  return { call };
}
