/** Reads one piece of text with a model: its quotes are located, its structures validated, and faults are asked again. */
import type { CallOptions } from "../chem/pool/pending_call.ts";
import type { ChemCaller } from "../chem/pool/chem_pool.ts";
import type { ComposedCompound } from "../chem/protocol/chem_protocol.ts";
import { type ModelAnswer, ModelError, type ModelRequest } from "../llm/model.ts";
import { askedAgain, readingRequest, reviewRequest, structuresRequest } from "../llm/prompts.ts";
import { type Place, QuotedText } from "../llm/quotes.ts";
import { type GivenComponent, type GivenReaction, readAnswer } from "../llm/read_answer.ts";
import { readStructures } from "../llm/read_structures.ts";
import { type Finding, remarkText, type ValidationResult, type Verdict, VERDICTS } from "../chem_results.ts";
import type { TextReading } from "../text_reading.ts";
import { compareProposals } from "./compare_proposals.ts";
import type { ModelSession } from "./model_session.ts";
import { StageRun } from "./stage_run.ts";

/** A quote or a structure that was refused, with the reaction of this reading that it was meant for. */
export interface Refusal {
  readonly candidate: string;
  readonly role: GivenComponent["role"] | null;
  readonly reason: string;
}

/** A compound that the model has given, with where it stands in the piece. */
export interface ReadCompound extends GivenComponent {
  readonly place: Place | null;
  readonly composed: ComposedCompound;
}

export interface ReadReaction {
  readonly notation: string;
  readonly compounds: readonly ReadCompound[];
  readonly conditions: GivenReaction["conditions"];
  readonly proposed: NonNullable<GivenReaction["proposed"]>;
  readonly refusals: readonly Refusal[];
}

/** With what the text says about it; places are those of the piece. */
export interface ToldReaction extends ReadReaction {
  readonly reading: TextReading;
  /** The reaction as the model writes it, with what the comparison with ours shows. */
  readonly comparisons: readonly string[];
}

export interface PieceReading {
  readonly reactions: readonly ToldReaction[];
  /** What was refused before it was known to be about a reaction that is there. */
  readonly refusals: readonly Refusal[];
}

type Located = GivenComponent & { readonly place: Place | null };
interface LocatedReaction extends Omit<GivenReaction, "components"> {
  readonly components: readonly Located[];
}

/** Times that the model is asked for one thing. */
const MAX_ATTEMPTS = 3;
/** Findings that another reading of the text may remove. */
const DOUBTFUL: ReadonlySet<string> = new Set<Finding["code"]>([
  "reactant_may_be_missing",
  "no_product",
  "other_product",
  "no_smirks",
  "many_bond_changes",
]);

export class ModelReading {
  readonly #chem: ChemCaller;
  readonly #session: ModelSession;
  readonly #calls: CallOptions;

  constructor(chem: ChemCaller, session: ModelSession, calls: CallOptions) {
    this.#chem = chem;
    this.#session = session;
    this.#calls = calls;
  }

  /** Rejects with `ModelError` if the model gives no answer to the first question. */
  async read(piece: string): Promise<PieceReading> {
    const text = new QuotedText(piece);
    const refusals: Refusal[] = [];
    const located = await this.#locate(piece, text, refusals);
    const composed = await Promise.all(located.map((reaction) => this.#compose(reaction)));
    const complete = await this.#withStructures(piece, composed, refusals);
    const reactions = await Promise.all(complete.map((reaction) => this.#reviewed(piece, text, reaction)));
    const told = reactions.filter(({ compounds }) => compounds.length > 0).map((reaction) =>
      this.#told(piece, reaction)
    );
    return { reactions: await Promise.all(told), refusals };
  }

  async #told(piece: string, reaction: ReadReaction): Promise<ToldReaction> {
    const compounds = reaction.compounds.map(({ role, name, quote, smiles, composed, place, amount }) => ({
      role,
      name: name || quote || smiles || "",
      smiles: composed.smiles,
      place,
      amount,
    }));
    const { conditions } = reaction;
    const request = { text: piece, compounds, conditions };
    return {
      ...reaction,
      reading: await this.#chem.call("quotedReading", request, this.#calls),
      comparisons: await compareProposals(this.#chem, reaction, this.#calls),
    };
  }

  /** The reactions of the first answer without fault, or what is sound of the last one. */
  async #locate(piece: string, text: QuotedText, refusals: Refusal[]): Promise<readonly LocatedReaction[]> {
    let request = readingRequest(piece);
    let best: readonly LocatedReaction[] = [];
    for (let attempt = 1;; attempt++) {
      const answer = attempt === 1 ? await this.#session.ask(request) : await this.#askAgain(request);
      if (answer === null) return best;
      if (answer.end === "refused") {
        refusals.push({ candidate: answer.text, role: null, reason: "the model declined to read the text" });
        return best;
      }
      const faults: Refusal[] = [];
      const read = this.#located(answer, text, faults);
      if (read !== null) best = read;
      refusals.push(...faults);
      if (faults.length === 0 || attempt === MAX_ATTEMPTS) return best;
      request = askedAgain(request, answer.text, faults.map(({ reason }) => reason));
    }
  }

  #located(
    { text: answer, end }: ModelAnswer,
    text: QuotedText,
    faults: Refusal[],
  ): readonly LocatedReaction[] | null {
    const given = readAnswer(answer);
    if (given === null) {
      faults.push({ candidate: answer, role: null, reason: "the answer is not the JSON that was asked for" });
      return null;
    }
    if (given.isCut || end === "cut") {
      faults.push({
        candidate: answer.slice(-200),
        role: null,
        reason: "the answer was cut off before its end",
      });
    }
    const reactions = given.reactions.map((reaction) => ({
      ...reaction,
      components: reaction.components.flatMap((component) => {
        const place = text.find(component.quote ?? component.name);
        if (place !== null || !this.#mustOccur(component)) return [{ ...component, place }];
        const candidate = component.quote ?? component.name;
        faults.push({ candidate, role: component.role, reason: `"${candidate}" does not occur in the text` });
        return [];
      }),
    }));
    return reactions.filter(({ components }) => components.length > 0);
  }

  /** What is called a quote has to be one; answers to prompts of others need not quote. */
  #mustOccur({ quote, name }: GivenComponent): boolean {
    return quote !== null || !this.#session.model.isForeign && name !== "";
  }

  async #compose({ components, conditions, proposed = {} }: LocatedReaction): Promise<ReadReaction> {
    const compounds = components.map(({ role, name, smiles }) => ({ role, name, smiles }));
    const { notation, compounds: composed } = await this.#chem.call("compose", { compounds }, this.#calls);
    return {
      notation,
      conditions,
      proposed,
      compounds: components.map((component, i) => ({
        ...component,
        composed: composed[i] ??
          { smiles: null, from: null, nameReason: null, proposalReason: null, agrees: null },
      })),
      refusals: [],
    };
  }

  /** Asks for structures of the names that are not read here; what RDKit refuses goes back with the reason. */
  async #withStructures(
    piece: string,
    reactions: readonly ReadReaction[],
    refusals: Refusal[],
  ): Promise<readonly ReadReaction[]> {
    let current = reactions.map(withProposalRefusals);
    let request: ModelRequest | null = null;
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const open = [
        ...new Set(current.flatMap(({ compounds }) => compounds.filter(isOpen).map(({ name }) => name))),
      ];
      if (open.length === 0) return current;
      request ??= structuresRequest(piece, open);
      const answer = await this.#askAgain(request);
      if (answer === null || answer.end === "refused") return current;
      const structures = readStructures(answer.text);
      if (structures.size === 0) {
        const reason = "the answer has no structures in the JSON that was asked for";
        refusals.push({ candidate: answer.text, role: null, reason });
        request = askedAgain(request, answer.text, [reason]);
        continue;
      }
      const proposed = await Promise.all(current.map((reaction) => this.#proposed(reaction, structures)));
      const faults = proposed.flatMap(({ refusals }, i) => refusals.slice(current[i]?.refusals.length ?? 0));
      current = proposed;
      if (faults.length === 0) return current;
      request = askedAgain(request, answer.text, faults.map(({ reason }) => reason));
    }
    return current;
  }

  async #proposed(reaction: ReadReaction, structures: ReadonlyMap<string, string>): Promise<ReadReaction> {
    if (!reaction.compounds.some(isOpen)) return reaction;
    const components = reaction.compounds.map((compound) => ({
      ...compound,
      smiles: isOpen(compound) ? structures.get(compound.name) ?? null : compound.smiles,
    }));
    const composed = await this.#compose({ ...reaction, components });
    const asked = new Set(reaction.compounds.filter(isOpen).map(({ name }) => name));
    const refused = composed.compounds.filter(({ name }) => asked.has(name)).flatMap(proposalRefusal);
    return { ...composed, refusals: [...reaction.refusals, ...refused] };
  }

  /** Asks once more about a reaction whose checks leave doubts, and takes the answer if they leave fewer. */
  async #reviewed(piece: string, text: QuotedText, reaction: ReadReaction): Promise<ReadReaction> {
    // A compound without a structure explains the doubts.
    if (reaction.compounds.some(isOpen) || reaction.compounds.length === 0) return reaction;
    const before = await this.#check(reaction);
    const doubts =
      before?.findings.filter((finding) => typeof finding !== "string" && DOUBTFUL.has(finding.code)) ?? [];
    if (before === null || doubts.length === 0) return reaction;
    const shown = JSON.stringify(
      reaction.compounds.map(({ name, role, composed }) => ({ name, role, smiles: composed.smiles })),
    );
    const answer = await this.#askAgain(reviewRequest(piece, shown, doubts.map(remarkText)));
    if (answer === null || answer.end !== "complete") return reaction;
    const faults: Refusal[] = [];
    const [other] = this.#located(answer, text, faults) ?? [];
    const refusals = [...reaction.refusals, ...faults];
    if (other === undefined || faults.length > 0) return { ...reaction, refusals };
    const [composed] = await this.#withStructures(piece, [await this.#compose(other)], refusals);
    if (composed === undefined || composed.compounds.some(isOpen)) return { ...reaction, refusals };
    const after = await this.#check(composed);
    return after !== null && isBetter(after, before)
      ? { ...composed, refusals: [...refusals, ...composed.refusals] }
      : { ...reaction, refusals };
  }

  async #check({ notation }: ReadReaction): Promise<ValidationResult | null> {
    const run = new StageRun(
      this.#chem,
      { text: notation, format: "smiles", line: 1, fields: {} },
      {},
      this.#calls,
    );
    const outcome = await run.outcome("validation");
    return outcome.state === "result" ? outcome.result as ValidationResult : null;
  }

  /** Null if there is no answer: what is known already stays. */
  async #askAgain(request: ModelRequest): Promise<ModelAnswer | null> {
    try {
      return await this.#session.ask(request);
    } catch (error) {
      if (error instanceof ModelError) return null;
      throw error;
    }
  }
}

function isOpen({ name, composed }: ReadCompound): boolean {
  return composed.smiles === null && name !== "";
}

function withProposalRefusals(reaction: ReadReaction): ReadReaction {
  return { ...reaction, refusals: [...reaction.refusals, ...reaction.compounds.flatMap(proposalRefusal)] };
}

function proposalRefusal({ name, smiles, role, composed }: ReadCompound): readonly Refusal[] {
  const { proposalReason } = composed;
  if (proposalReason === null) return [];
  const about = name === "" ? "" : ` for "${name}"`;
  return [{
    candidate: smiles ?? "",
    role,
    reason: `the structure ${smiles}${about} is refused: ${proposalReason}`,
  }];
}

function isBetter(after: ValidationResult, before: ValidationResult): boolean {
  const rank = (verdict: Verdict) => VERDICTS.indexOf(verdict);
  const gain = rank(before.verdict) - rank(after.verdict);
  return gain > 0 || gain === 0 && after.findings.length < before.findings.length;
}
