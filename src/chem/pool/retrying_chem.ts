/** Calls that outlast a time in which no chem process can be started. */
import { delay } from "@std/async";
import { RxnstreamError } from "../../errors.ts";
import type { CallOptions } from "./pending_call.ts";
import type { ChemCaller } from "./chem_pool.ts";
import type { ChemOperation, ChemOperations } from "../protocol/chem_protocol.ts";

/** Waits between two tries, in milliseconds; each makes an attempt to start a process. */
const RETRY_MS = 2_000;

/**
 * Asks `chem` again and again as long as it cannot start a process (no memory, no file descriptor, the executable being
 * replaced): that is not the fault of what it was asked. Ends with the call's signal, and when `chem` is closed.
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
