/**
 * Computes the stages of one reaction: which operation each stage needs, with which input, and what follows if it
 * fails.
 */
import type { CallOptions } from "../chem/pool/pending_call.ts";
import type { ChemCaller } from "../chem/pool/chem_pool.ts";
import type { StageAnswer } from "../chem/protocol/chem_protocol.ts";
import { RxnstreamError } from "../errors.ts";
import { type Stage, type StageResults, STAGES } from "../stages.ts";
import type { Component, ComponentRole, FoundReaction, Rejected } from "../chem_results.ts";
import type { StageOutcome, StageOutcomes } from "./stage_outcome.ts";

const NO_COMPONENTS = "no component of the reaction can be used";
const NO_REACTANT = "no reactant can be used, so the product atoms have no source";
const NO_PRODUCT = "no product can be used, so there is nothing to map";
const NOT_MAPPED = "the reaction has no atom-mapped form";

/**
 * The stages of one reaction, computed one after another as fast as the chemistry answers.
 *
 * - **A failed stage** has an outcome like any other; the stages that need its result have no result either.
 * - **Each fault is reported once:** a stage that fails because of something an earlier stage rejected has a
 *   reason, but rejects nothing.
 * - **Rejections:** when the signal of `calls` aborts or the pool is closed, the missing outcomes reject. They do
 *   so silently if nobody awaits them any more.
 */
export class StageRun {
  /** Resolves when none of this work is running any more; never rejects. */
  readonly settled: Promise<void>;
  readonly #chem: ChemCaller;
  readonly #reaction: FoundReaction;
  readonly #known: StageOutcomes;
  readonly #calls: CallOptions;
  readonly #outcomes = new Map<Stage, StageOutcome>();
  readonly #waiting = new Map(STAGES.map((stage) => [stage, Promise.withResolvers<StageOutcome>()]));

  /** Starts at once; stages with a `known` outcome are not computed again. */
  constructor(chem: ChemCaller, reaction: FoundReaction, known: StageOutcomes, calls: CallOptions) {
    this.#chem = chem;
    this.#reaction = reaction;
    this.#known = known;
    this.#calls = calls;
    for (const { promise } of this.#waiting.values()) promise.catch(() => {});
    this.settled = this.#run().catch((error) => {
      for (const { reject } of this.#waiting.values()) reject(error);
    });
  }

  /** The outcome of a stage if it is available, otherwise null. */
  ready(stage: Stage): StageOutcome | null {
    return this.#outcomes.get(stage) ?? null;
  }

  /** The outcome of a stage, once it is available. */
  async outcome(stage: Stage): Promise<StageOutcome> {
    const waiting = this.#waiting.get(stage);
    if (!waiting) throw new TypeError(`Cannot wait for stage "${stage}": there is no such stage`);
    return await waiting.promise;
  }

  async #run(): Promise<void> {
    const { text, format } = this.#reaction;
    const options = { ...this.#calls, about: this };
    const smiles = await this.#stage("smiles", () => this.#chem.call("smiles", { text, format }, options));
    const components = smiles?.components ?? [];
    const rxnSmiles = await this.#stage(
      "rxn_smiles",
      this.#whyUnmappable(components) ??
        (() => this.#chem.call("rxnSmiles", { text, format, components }, options)),
    );
    const mapped = rxnSmiles?.mapped ?? null;
    const mapping = rxnSmiles?.mapping ?? null;
    await this.#stage(
      "rxn_smarts",
      mapped === null ? NOT_MAPPED : () => this.#chem.call("rxnSmarts", { mapped }, options),
    );
    const rxnSmirks = await this.#stage(
      "rxn_smirks",
      mapped === null ? NOT_MAPPED : () => this.#chem.call("rxnSmirks", { mapped }, options),
    );
    const smirks = rxnSmirks?.values[0] ?? null;
    const smilesInvalidCount = smiles?.invalid_count ?? 0;
    const leftOut = this.#outcomes.get("smiles")?.rejected ?? [];
    const impossibleCount = leftOut.filter(({ kind }) => kind === "impossible").length;
    await this.#stage(
      "validation",
      mapped === null || mapping === null ? NOT_MAPPED : () => {
        const counts = { smilesInvalidCount, impossibleCount };
        const request = { input: { text, format }, ...counts, mapped, mapping, smirks };
        return this.#chem.call("validation", request, options);
      },
    );
  }

  /** Why the components that the SMILES stage left cannot be mapped, if that stage is the cause; otherwise null. */
  #whyUnmappable(components: readonly Component[]): string | null {
    if (components.length === 0) return NO_COMPONENTS;
    const rejected = this.#outcomes.get("smiles")?.rejected ?? [];
    const isLost = (isSide: (part: { readonly role: ComponentRole | null }) => boolean) =>
      rejected.some(isSide) && !components.some(isSide);
    if (isLost(({ role }) => role === "product")) return NO_PRODUCT;
    return isLost(({ role }) => role !== "product") ? NO_REACTANT : null;
  }

  /** Returns the known outcome of a stage, computes it, or gives the reason why there is none. */
  async #stage<S extends Stage>(
    stage: S,
    compute: string | (() => Promise<StageAnswer<StageResults[S]>>),
  ): Promise<StageResults[S] | null> {
    const known: StageOutcome<S> | undefined = this.#known[stage];
    const outcome: StageOutcome<S> = known ??
      (typeof compute === "string"
        ? { state: "none", reason: compute, rejected: [] }
        : this.#withoutRepetition(await this.#attempt(compute)));
    this.#outcomes.set(stage, outcome);
    this.#waiting.get(stage)?.resolve(outcome);
    return outcome.state === "result" ? outcome.result : null;
  }

  /**
   * Drops rejections that an earlier stage has reported, if this stage has no result, such as the SMIRKS after the
   * SMARTS.
   */
  #withoutRepetition<S extends Stage>(outcome: StageOutcome<S>): StageOutcome<S> {
    const { rejected } = outcome;
    const [first] = rejected;
    if (first === undefined || outcome.state === "none" || outcome.result.values.length > 0) return outcome;
    const reported = new Set([...this.#outcomes.values()].flatMap((earlier) => earlier.rejected.map(fault)));
    return rejected.every((entry) => reported.has(fault(entry)))
      ? { state: "none", reason: first.reason, rejected: [] }
      : outcome;
  }

  async #attempt<S extends Stage>(
    compute: () => Promise<StageAnswer<StageResults[S]>>,
  ): Promise<StageOutcome<S>> {
    try {
      return { state: "result", ...await compute() };
    } catch (error) {
      if (!(error instanceof RxnstreamError)) throw error;
      if (error.code !== "engine_failure" && error.code !== "input_invalid") throw error;
      const reason = error.message;
      const candidate = this.#reaction.text;
      return { state: "none", reason, rejected: [{ candidate, role: null, position: 0, reason }] };
    }
  }
}

/** Identifies a rejection by what it is about and why; its candidate differs between stages. */
function fault({ role, position, reason }: Rejected): string {
  return `${role} ${position} ${reason}`;
}
