/** The ledger of a reaction: adds molecules to either side until atoms and charges balance. */
import { CHARGE, type Composition, plus } from "./composition.ts";
import { type HalfReaction, halfReaction } from "./half_equation.ts";
import {
  ACIDS,
  COUNTER_ANIONS,
  COUNTER_CATIONS,
  DEHYDRATION,
  DEOXYGENATION,
  DIAZOTISATION,
  HYDRIDE_BASE,
  HYDROGEN_ATOM,
  MAGNESIUM_SALTS,
  OXIDATION,
  type ReagentRule,
  REDUCTION,
  STAUDINGER,
} from "./reagents.ts";

const [WATER, HYDROXIDE, PROTON] = ["O", "[OH-]", "[H+]"] as const;
/** Most turns of one reagent, and most hydrogen ions, in one equation. */
const MAX_TURNS = 12;
const MAX_PROTONS = 4;
/** The fragments as whole molecules. */
export interface LeavingMolecules {
  readonly molecules: readonly string[];
  readonly cost: number;
  /** They leave in this way whatever else the reaction needs. */
  readonly certain: boolean;
  /** Recorded molecules that are used up with them. */
  readonly uses: readonly string[];
}

/** Starts from the fragments as whole molecules; `close` does the rest. Molecules are counted by canonical SMILES. */
export class Ledger {
  readonly cost: number;
  readonly #compose: (smiles: string) => Composition;
  readonly #recorded: ReadonlySet<string>;
  readonly #spectators: ReadonlySet<string>;
  readonly #byProducts = new Map<string, number>();
  readonly #needed = new Map<string, number>();
  readonly #consumed: string[] = [];
  readonly #isCertain: boolean;
  #residual: Composition;

  /**
   * @param excess what the reactants contain in excess of the products
   * @param recorded all molecules on the left; each may take part as often as needed
   * @param spectators those of them that supply no atom; only these act as reagents
   * @param given the molecules that the fragments leave as
   */
  constructor(
    compose: (smiles: string) => Composition,
    excess: Composition,
    { recorded, spectators }: {
      readonly recorded: ReadonlySet<string>;
      readonly spectators: ReadonlySet<string>;
    },
    given: LeavingMolecules,
  ) {
    this.#compose = compose;
    this.#recorded = recorded;
    this.#spectators = spectators;
    this.#residual = excess;
    this.cost = given.cost;
    this.#isCertain = given.certain;
    for (const smiles of given.molecules) this.#give(smiles);
    for (const smiles of given.uses) this.#take(smiles);
  }

  /** What the left side has in excess of the right, including everything added so far. */
  get residual(): Composition {
    return this.#residual;
  }

  /** The same without the water and hydrogen ions added on the left: the record on its own. */
  get unaided(): Composition {
    return [...this.#needed].reduce(
      (sum, [smiles, count]) => plus(sum, this.#compose(smiles), -count),
      this.#residual,
    );
  }

  get closed(): boolean {
    return this.#residual.size === 0;
  }

  get byProducts(): ReadonlyMap<string, number> {
    return this.#byProducts;
  }

  /** Molecules that the equation needs on the left but that are not recorded. */
  get needed(): ReadonlyMap<string, number> {
    return this.#needed;
  }

  /** Recorded molecules that take part without supplying an atom to the products. */
  get consumed(): readonly string[] {
    return this.#consumed;
  }

  /** By-products that are certain although the equation is not closed, which requires that only hydrogen is missing. */
  get certain(): ReadonlyMap<string, number> {
    const isReduction = this.#residual.size === 1 && this.#surplus("H") < 0;
    return isReduction && this.#isCertain ? this.#byProducts : new Map();
  }

  /** Adds molecules that close the balance, as far as possible. */
  close(): void {
    this.#turn(DIAZOTISATION, (rule) => rule.takes.every((smiles) => this.#byProducts.has(smiles)));
    this.#takeHalides();
    while (this.#surplus("O") < 0) this.#take(WATER);
    const isHeavyElement = (key: string) => key !== "H" && key !== CHARGE;
    if ([...this.#residual.keys()].some(isHeavyElement)) return;
    this.#moveProtons();
    const takesWater = () => this.#byProducts.has(WATER);
    this.#turn(DEOXYGENATION, () => this.#surplus("H") <= -2 && takesWater());
    this.#turn(STAUDINGER, () => this.#surplus("H") <= -2 && this.#byProducts.has("N#N"));
    this.#turn(HYDROGEN_ATOM, () => this.#surplus("H") <= -1);
    this.#turn(REDUCTION, () => this.#surplus("H") <= -2);
    this.#turn(OXIDATION, () => this.#surplus("H") >= 2);
    if (!this.closed) return;
    this.#turn(DEHYDRATION, takesWater);
    this.#turn(HYDRIDE_BASE, (rule) => rule.takes.every((smiles) => this.#byProducts.has(smiles)));
    this.#pairIons();
    this.#cancelWater();
  }

  /**
   * Closes a balance that only lacks a reductant, an oxidant or electrons; `residual` and `unaided` remain what the
   * record lacks. Returns null if there is more to it.
   */
  halfEquation(): HalfReaction & Pick<Ledger, "byProducts" | "needed"> | null {
    const half = halfReaction(this.#residual, this.unaided);
    if (half === null) return null;
    const isElectrons = this.unaided.has(CHARGE);
    const needed = new Map(isElectrons ? [] : this.#needed);
    const byProducts = new Map(this.#byProducts);
    const water = half.water + (byProducts.get(WATER) ?? 0) - (needed.get(WATER) ?? 0);
    needed.delete(WATER);
    byProducts.delete(WATER);
    if (water > 0) byProducts.set(WATER, water);
    else if (water < 0) needed.set(WATER, -water);
    return { ...half, needed, byProducts };
  }

  /** Water that forms need not be added. */
  #cancelWater(): void {
    for (let needed = this.#needed.get(WATER) ?? 0; needed > 0 && this.#byProducts.has(WATER); needed--) {
      this.#give(WATER, -1);
      if (needed === 1) this.#needed.delete(WATER);
      else this.#needed.set(WATER, needed - 1);
      this.#residual = plus(this.#residual, this.#compose(WATER), -1);
    }
  }

  /** Takes halogen that a fragment has taken up from a recorded halide. */
  #takeHalides(): void {
    for (const halogen of ["F", "Cl", "Br", "I"]) {
      const source = [`[${halogen}-]`, halogen].find((smiles) => this.#spectators.has(smiles));
      while (source !== undefined && this.#surplus(halogen) < 0) this.#take(source);
    }
  }

  /** Lets acids among the by-products release hydrogen ions, or adds hydrogen ions to either side. */
  #moveProtons(): void {
    for (const [acid, anion] of ACIDS) {
      while (this.#surplus(CHARGE) < 0 && this.#byProducts.has(acid)) {
        this.#give(acid, -1);
        this.#give(anion);
      }
    }
    for (let turn = 0; this.#surplus(CHARGE) < 0 && turn < MAX_PROTONS; turn++) this.#takeProton();
    for (let turn = 0; this.#surplus(CHARGE) > 0 && turn < MAX_PROTONS; turn++) this.#giveProton();
  }

  /** Gives water if a hydroxide is recorded, otherwise a hydrogen ion. */
  #giveProton(): void {
    if (!this.#spectators.has(HYDROXIDE)) return this.#give(PROTON);
    this.#take(HYDROXIDE);
    this.#give(WATER);
  }

  /** Takes a recorded strong acid, otherwise a hydrogen ion from the work-up. */
  #takeProton(): void {
    for (const [acid, anion] of [["Cl", "[Cl-]"], ["Br", "[Br-]"]] as const) {
      if (!this.#recorded.has(acid)) continue;
      this.#take(acid);
      this.#give(anion);
      return;
    }
    this.#take(PROTON);
  }

  /** Applies each rule whose agents are recorded, for as long as `isDue` holds. */
  #turn(rules: readonly ReagentRule[], isDue: (rule: ReagentRule) => boolean): void {
    for (const rule of rules) {
      const agents = rule.agents.map((names) => names.find((smiles) => this.#spectators.has(smiles)));
      if (agents.some((agent) => agent === undefined)) continue;
      for (let turn = 0; turn < MAX_TURNS && isDue(rule); turn++) {
        for (const agent of agents) this.#take(agent ?? "");
        for (const smiles of rule.needs ?? []) this.#take(smiles);
        for (const smiles of rule.takes) this.#give(smiles, -1);
        for (const smiles of rule.gives) this.#give(smiles);
      }
    }
  }

  /** Pairs anions with recorded metal ions, and hydrogen ions with recorded anions. */
  #pairIons(): void {
    const cation = COUNTER_CATIONS.find((smiles) => this.#spectators.has(smiles));
    for (const [, anion] of ACIDS) {
      const count = this.#byProducts.get(anion) ?? 0;
      if (cation === undefined || count === 0) continue;
      for (let pair = 0; pair < count; pair++) {
        this.#take(cation);
        this.#give(anion, -1);
        this.#give([cation, anion].sort().join("."));
      }
    }
    for (const [ion, salts] of MAGNESIUM_SALTS) {
      for (const [halide, salt] of salts) {
        while (this.#spectators.has(halide) && this.#byProducts.has(ion)) {
          this.#take(halide);
          this.#give(ion, -1);
          this.#give(salt);
        }
      }
    }
    const counter = COUNTER_ANIONS.find((smiles) => this.#spectators.has(smiles));
    const protons = this.#byProducts.get(PROTON) ?? 0;
    for (let pair = 0; counter !== undefined && pair < protons; pair++) {
      this.#take(counter);
      this.#give(PROTON, -1);
      const acid = ACIDS.find(([, anion]) => anion === counter)?.[0];
      this.#give(acid ?? [counter, PROTON].sort().join("."));
    }
  }

  #surplus(key: string): number {
    return this.#residual.get(key) ?? 0;
  }

  #give(smiles: string, count = 1): void {
    const total = (this.#byProducts.get(smiles) ?? 0) + count;
    if (total === 0) this.#byProducts.delete(smiles);
    else this.#byProducts.set(smiles, total);
    this.#residual = plus(this.#residual, this.#compose(smiles), -count);
  }

  #take(smiles: string): void {
    if (this.#recorded.has(smiles)) this.#consumed.push(smiles);
    else this.#needed.set(smiles, (this.#needed.get(smiles) ?? 0) + 1);
    this.#residual = plus(this.#residual, this.#compose(smiles));
  }
}
