import { type ChemCaller, type ChemPool, openChemPool } from "../../../src/chem/pool/chem_pool.ts";
import type { CallOptions } from "../../../src/chem/pool/pending_call.ts";
import type { ChemOperation, ChemOperations } from "../../../src/chem/protocol/chem_protocol.ts";
import type { AgentEvent, Query } from "../../../src/types.ts";

/** Opens a pool of processes whose chemistry is lines (see `line_chem_process.ts`). */
export function openLineChem(processes = 2): ChemPool {
  const script = import.meta.resolve("./line_chem_process.ts");
  const args = ["run", "-A", "--quiet", "--cached-only", script];
  return openChemPool({ command: { cmd: Deno.execPath(), args }, processes });
}

/** Passes calls on and records them. */
export class CountedChem implements ChemCaller {
  /** Every call so far, as operation and text. */
  readonly calls: string[] = [];
  readonly #chem: ChemCaller;
  #outstanding = 0;
  #most = 0;

  constructor(chem: ChemCaller) {
    this.#chem = chem;
  }

  /** Calls that are still pending. */
  get outstanding(): number {
    return this.#outstanding;
  }

  /** The highest number of calls outstanding at any one time. */
  get most(): number {
    return this.#most;
  }

  async call<Op extends ChemOperation>(
    op: Op,
    request: ChemOperations[Op]["request"],
    options?: CallOptions,
  ): Promise<ChemOperations[Op]["answer"]> {
    this.calls.push("text" in request ? `${op} ${request.text}` : op);
    this.#most = Math.max(this.#most, ++this.#outstanding);
    try {
      return await this.#chem.call(op, request, options);
    } finally {
      this.#outstanding--;
    }
  }
}

/** A query of lines. */
export function lines(...texts: readonly string[]): Query {
  return { text: texts.join("\n"), format: "auto", fileName: null };
}

/** Events in short: `info_type` and the index of the reaction, if there is one. */
export function outline(events: readonly AgentEvent[]): readonly string[] {
  return events.map(({ aux }) => `${aux.info_type} ${aux.reaction_index ?? ""}`.trim());
}
