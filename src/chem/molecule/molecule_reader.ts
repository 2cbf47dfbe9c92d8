/** Reads molecules through RDKit: screens them, makes their SMILES canonical and builds their graphs. */
import { molblockReason } from "./molblock_reason.ts";
import { expandLabels } from "./molfile_labels.ts";
import { LRUCache } from "lru-cache";
import type { ComponentLimits } from "../protocol/chem_protocol.ts";
import type { SplitComponent } from "../input/split_reaction.ts";
import type { Rdkit } from "../rdkit/rdkit.ts";
import type { Rejected } from "../../chem_results.ts";
import { screenMolblock, screenSmiles } from "./component_screen.ts";
import { graphFromJson, type MolecularGraph } from "./molecular_graph.ts";
import { rejection, rejectionReason } from "./rejection_reason.ts";
import { atomTokens, readMapNumbers, withoutMapNumbers } from "./smiles_atoms.ts";

/** A component in its canonical spelling. */
export interface CanonicalComponent {
  /** Canonical SMILES without atom map numbers. */
  readonly smiles: string;
  /** Map number given for each atom, in the order of `smiles`; 0 for none. */
  readonly maps: readonly number[];
}

/** A value, or the reason why there is none. */
export type Outcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reason: string; readonly kind?: Rejected["kind"] };

/**
 * Number of molecules cached in each form, readable ones only: the same solvents and reagents recur in many
 * reactions.
 */
const REMEMBERED = 1000;

/** H2 can also be written as one atom with one hydrogen, which RDKit treats as a different molecule. */
const HYDROGEN = { short: "[HH]", long: "[H][H]" } as const;

/** Reads molecules with one RDKit instance. */
export class MoleculeReader {
  readonly rdkit: Rdkit;
  readonly limits: ComponentLimits;
  readonly #components = new LRUCache<string, CanonicalComponent>({ max: REMEMBERED });
  readonly #graphs = new LRUCache<string, MolecularGraph>({ max: REMEMBERED });

  constructor(rdkit: Rdkit, limits: ComponentLimits) {
    this.rdkit = rdkit;
    this.limits = limits;
  }

  /**
   * Reads one component. A text that is too large, or is clearly not a SMILES or molblock, is refused before RDKit
   * sees it: deep recursion on large chains crashes the instance.
   *
   * Explicit hydrogen atoms are merged into their neighbours unless they carry information (isotopes, H2, protons,
   * double bond stereo).
   */
  component(
    { kind, text }: Pick<SplitComponent, "kind" | "text">,
    limits = this.limits,
  ): Outcome<CanonicalComponent> {
    const reason = kind === "smiles" ? screenSmiles(text, limits) : screenMolblock(text, limits);
    if (reason !== null) return { ok: false, reason, kind: "unreadable" };
    const remembered = this.#components.get(text);
    if (remembered) return { ok: true, value: remembered };
    const plain = kind === "smiles" ? null : this.#withoutLabels(text);
    if (plain?.ok === false) return { ...plain, kind: "unreadable" };
    const read = this.#readComponent(
      text === HYDROGEN.short ? HYDROGEN.long : plain?.value ?? text,
      kind === "smiles",
    );
    if (read.ok) this.#components.set(text, read.value);
    return read;
  }

  /**
   * The graph of a canonical SMILES, with its atoms in the order of the SMILES.
   *
   * @param options `trial`: a refusal by RDKit says nothing about the reaction
   */
  graph(smiles: string, { trial = false }: { readonly trial?: boolean } = {}): Outcome<MolecularGraph> {
    const remembered = this.#graphs.get(smiles);
    if (remembered) return { ok: true, value: remembered };
    const json = this.rdkit.molecule(smiles, (molecule) => molecule.json(), {
      keepHydrogens: true,
      keep: true,
      trial,
    });
    if (!json.ok) return { ok: false, reason: rejectionReason(smiles, json.words) };
    const graph = graphFromJson(json.value);
    if (graph.size !== atomTokens(smiles).length) {
      return { ok: false, reason: "its atoms cannot be matched with those of its SMILES" };
    }
    this.#graphs.set(smiles, graph);
    return { ok: true, value: graph };
  }

  /** A newly drawn molfile of one component, screened as in `component`, with hydrogens as written. */
  molfile(
    { kind, text }: Pick<SplitComponent, "kind" | "text">,
    version: "v2000" | "v3000",
  ): Outcome<string> {
    const reason = kind === "smiles" ? screenSmiles(text, this.limits) : screenMolblock(text, this.limits);
    if (reason !== null) return { ok: false, reason };
    const plain = kind === "smiles" ? { ok: true as const, value: text } : this.#withoutLabels(text);
    if (!plain.ok) return plain;
    const drawn = this.rdkit.molecule(plain.value, (molecule) => molecule.molfile(version), {
      keepHydrogens: true,
    });
    return drawn.ok
      ? drawn
      : { ok: false, reason: rejectionReason(kind === "smiles" ? text : null, drawn.words) };
  }

  /** A molblock with its abbreviations drawn out. */
  #withoutLabels(block: string): Outcome<string> {
    const expanded = expandLabels(block, (smiles) => {
      const drawn = this.rdkit.molecule(smiles, (molecule) => molecule.molfile("v2000"), {
        keepHydrogens: true,
        trial: true,
      });
      return drawn.ok ? drawn.value : null;
    });
    return expanded.ok ? { ok: true, value: expanded.block } : expanded;
  }

  #readComponent(text: string, isSmiles: boolean): Outcome<CanonicalComponent> {
    // Most texts are canonical already, and their graph is usually asked for next.
    const written = this.rdkit.molecule(text, (molecule) => molecule.smiles(), { keep: isSmiles });
    if (!written.ok) {
      const refusal = rejection(isSmiles ? text : null, written.words);
      // An impossible molecule was read, so its table is well-formed.
      const reason = isSmiles || refusal.kind === "impossible" ? null : molblockReason(text);
      return { ok: false, ...refusal, reason: reason ?? refusal.reason };
    }
    const maps = readMapNumbers(written.value);
    if (maps.every((map) => map === 0)) return { ok: true, value: { smiles: written.value, maps } };
    // Map numbers affect RDKit's ranking, so the order without them has to be computed separately.
    const bare = withoutMapNumbers(written.value);
    const canonical = this.rdkit.molecule(bare, (molecule) => {
      const smiles = molecule.smiles();
      return { smiles, maps: molecule.outputOrder().map((atom) => maps[atom] ?? 0) };
    }, { keepHydrogens: true, keep: true });
    return canonical.ok ? canonical : { ok: false, reason: rejectionReason(bare, canonical.words) };
  }
}
