/** Compares what a model wrote as reaction SMILES, SMARTS or SMIRKS with the reaction of its validated compounds. */
import type { CallOptions } from "../chem/pool/pending_call.ts";
import type { ChemCaller } from "../chem/pool/chem_pool.ts";
import type { ComposedCompound } from "../chem/protocol/chem_protocol.ts";
import { RxnstreamError } from "../errors.ts";
import type { Component, ComponentRole } from "../chem_results.ts";
import type { ProposedKind } from "../llm/read_answer.ts";

interface ComparedReaction {
  readonly proposed: Readonly<Partial<Record<ProposedKind, string>>>;
  readonly compounds: readonly { readonly role: ComponentRole; readonly composed: ComposedCompound }[];
}

/** Most reactants of which a pattern may need only some. */
const MAX_REACTANTS = 5;

/**
 * One sentence for each proposal, with the text of the model in front. Reaction SMILES agree if reactants and products
 * are the same; a pattern agrees if it makes a product of ours from reactants of ours.
 */
export async function compareProposals(
  chem: ChemCaller,
  { proposed, compounds }: ComparedReaction,
  calls: CallOptions,
): Promise<readonly string[]> {
  const of = (role: ComponentRole) =>
    compounds.flatMap(({ role: own, composed }) =>
      own === role && composed.smiles !== null ? [composed.smiles] : []
    );
  const [reactants, products] = [of("reactant"), of("product")];
  const sentences: string[] = [];
  for (const [kind, text] of Object.entries(proposed)) {
    const compare = kind === "rxn_smiles" ? compareSmiles : comparePattern;
    try {
      sentences.push(`${kind} ${text} (${await compare(chem, text, [reactants, products], calls)})`);
    } catch (error) {
      // A pattern that RDKit cannot digest must not end the session.
      if (!(error instanceof RxnstreamError)) throw error;
      if (error.code !== "engine_failure" && error.code !== "input_invalid") throw error;
      sentences.push(`${kind} ${text} (cannot be compared: ${error.message})`);
    }
  }
  return sentences;
}

type Sides = readonly [reactants: readonly string[], products: readonly string[]];

async function compareSmiles(
  chem: ChemCaller,
  text: string,
  [reactants, products]: Sides,
  calls: CallOptions,
): Promise<string> {
  const { result, rejected } = await chem.call("smiles", { text, format: "smiles" }, calls);
  const [fault] = rejected;
  if (fault !== undefined) return `cannot be read: ${fault.reason}`;
  const of = (role: ComponentRole) =>
    result.components.filter((component: Component) => component.role === role).map(({ smiles }) => smiles);
  return isSame(of("product"), products) && isSame(of("reactant"), reactants) ? "agrees" : "differs";
}

async function comparePattern(
  chem: ChemCaller,
  text: string,
  [reactants, products]: Sides,
  calls: CallOptions,
): Promise<string> {
  let reason: string | null = null;
  for (const some of choicesOf(reactants.slice(0, MAX_REACTANTS))) {
    const made = await chem.call("applySmirks", { text, reactants: some }, calls);
    const parts = made.outcomes.flatMap((outcome) => outcome.split("."));
    if (products.some((product) => product.split(".").every((part) => parts.includes(part)))) return "agrees";
    // What is said of all reactants is the answer that tells most.
    reason ??= made.reason;
  }
  return reason === null ? "does not make the product" : `does not make the product: ${reason}`;
}

/** All non-empty choices of up to four, those with most first. */
function choicesOf(items: readonly string[]): readonly (readonly string[])[] {
  const choices = items.reduce<readonly (readonly string[])[]>(
    (before, item) => [...before, ...before.map((choice) => [...choice, item])],
    [[]],
  );
  return choices.filter(({ length }) => length > 0 && length <= 4).toSorted((a, b) => b.length - a.length);
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return [...new Set(a)].sort().join(" ") === [...new Set(b)].sort().join(" ");
}
