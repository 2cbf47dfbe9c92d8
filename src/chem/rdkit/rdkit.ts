/**
 * The only wrapper of RDKit's WASM module. Handles never leave this file, so that each is deleted exactly once;
 * callers get text and values.
 */
import initRdkit from "@rdkit/rdkit";
import { LRUCache } from "lru-cache";
import { HandleCache } from "./handle_cache.ts";

/** Common to all objects of the module: they hold memory that the garbage collector does not see. */
interface Handle {
  delete(): void;
}

interface MoleculeHandle extends Handle {
  get_smiles(details?: string): string;
  get_json(): string;
  get_prop(key: string): string;
  get_svg_with_highlights(details: string): string;
  get_coords(): readonly (readonly number[])[];
  get_molblock(): string;
  get_v3Kmolblock(): string;
  set_new_coords(useCoordGen?: boolean): boolean;
  generate_aligned_coords(template: MoleculeHandle, details: string): string;
}

interface MoleculeListHandle extends Handle {
  append(molecule: MoleculeHandle): number;
  at(index: number): MoleculeHandle | null;
  size(): number;
}

interface ProductSetsHandle extends Handle {
  get(index: number): MoleculeListHandle | undefined;
  size(): number;
}

interface ReactionHandle extends Handle {
  run_reactants(reactants: MoleculeListHandle, maxProducts: number): ProductSetsHandle;
}

interface LogHandle extends Handle {
  get_buffer(): string;
  clear_buffer(): void;
}

/** The part of the module that is used here. */
interface RdkitModule {
  readonly MolList: new () => MoleculeListHandle;
  version(): string;
  get_mol(text: string, details: string): MoleculeHandle | null;
  get_qmol(text: string): MoleculeHandle | null;
  get_rxn(text: string): ReactionHandle | null;
  set_log_capture(name: string): LogHandle | null;
}

/**
 * The instance is broken: memory access out of bounds, or stack or memory exhausted. Nothing it reports from now on
 * can be trusted.
 */
export class EngineError extends Error {
  override readonly name = "EngineError";
}

/** What can be asked of a parsed molecule while it exists. */
export interface Molecule {
  /** Canonical SMILES, with atom map numbers if the molecule has them. */
  smiles(): string;
  /** Canonical SMILES without stereochemistry and isotopes. */
  flatSmiles(): string;
  /** CommonChem JSON, version 10. */
  json(): string;
  /** For each atom of the last SMILES written, its index in this molecule. */
  outputOrder(): readonly number[];
  /** SVG drawing; `details` is a JSON object of drawing options. */
  svg(details: string): string;
  /** Molfile with a new layout; V3000 even if V2000 was requested, when V2000 cannot hold the molecule. */
  molfile(version: "v2000" | "v3000"): string;
  /**
   * Atom positions of a new layout in any orientation; y points up. Bonds are 1.5 long, or 1 with CoordGen, which is
   * slower and lays bridged rings out better.
   */
  layout(useCoordGen?: boolean): readonly (readonly [x: number, y: number])[];
}

/** A value, or RDKit's own explanation of why there is none (its log, unedited; may be empty). */
export type RdkitAnswer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly words: string };

/** Options for parsing in `molecule`. */
export interface ParseOptions {
  /** Keep `[H]` atoms as written; atom indices then follow the order of atoms in the SMILES. */
  readonly keepHydrogens?: boolean;
  /** Do not set `saidInvalid` if RDKit refuses: the caller draws no conclusion from that. */
  readonly trial?: boolean;
  /** `transform` will probably need the molecule, so cache it instead of parsing it again. `use` must not draw it. */
  readonly keep?: boolean;
}

/**
 * One RDKit instance.
 *
 * - **Deletion:** every handle is deleted before the call that made it returns or throws; `live` is then 0. This
 *   does not count the most recently used molecules and transforms: a few are cached, because parsing them costs more
 *   than using them.
 * - **C++ exceptions** are caught, counted in `caught` and answered as refusals. Each leaks stack, so the owner
 *   replaces an instance that has caught many.
 * - **Fatal errors** (`WebAssembly.RuntimeError`, `RangeError`) throw an `EngineError`, as does every later call.
 */
export class Rdkit {
  readonly version: string;
  readonly #module: RdkitModule;
  readonly #log: LogHandle | null;
  readonly #keptMolecules = new HandleCache<MoleculeHandle>(KEPT_MOLECULES);
  readonly #readReactions = new LRUCache<string, true>({ max: REMEMBERED_REACTIONS });
  readonly #keptReactions = new HandleCache<ReactionHandle>(KEPT_REACTIONS);
  #live = 0;
  #molecules = 0;
  #caught = 0;
  #saidInvalid = false;
  #broken: string | null = null;

  constructor(module: RdkitModule) {
    this.#module = module;
    this.version = module.version();
    this.#log = module.set_log_capture("rdApp.error");
  }

  /** RDKit objects not yet deleted; 0 between calls. */
  get live(): number {
    return this.#live;
  }

  /** Number of molecules made since the start. */
  get molecules(): number {
    return this.#molecules;
  }

  /** Number of C++ exceptions caught since the start. */
  get caught(): number {
    return this.#caught;
  }

  /** RDKit has refused some input since the last `beginRequest`. */
  get saidInvalid(): boolean {
    return this.#saidInvalid;
  }

  /** Starts a request: resets `saidInvalid`. */
  beginRequest(): void {
    this.#saidInvalid = false;
  }

  /**
   * Parses a SMILES or a molblock and lends the molecule to `use`. The text must have been screened: RDKit accepts ""
   * as a molecule, and chains of 800 atoms crash it.
   */
  molecule<Value>(
    text: string,
    use: (molecule: Molecule) => Value,
    options: ParseOptions = {},
  ): RdkitAnswer<Value> {
    return this.#run((scope) => {
      const asWritten = options.keepHydrogens || hasNoHydrogenAtom(text);
      const handle = options.keep && asWritten
        ? this.#keptMolecule(text)
        : this.#parse(scope, text, asWritten ? KEEP_HYDROGENS : MERGE_HYDROGENS);
      // In a molblock, an unknown element becomes a wildcard atom, and only the log says so.
      const words = !handle || text.includes("\n") ? this.#words() : "";
      if (!handle || words.includes("not found")) {
        if (!options.trial) this.#saidInvalid = true;
        return { ok: false, words };
      }
      return { ok: true, value: use(lend(handle)) };
    });
  }

  /**
   * Atom positions of a SMILES. Atoms matched by `pattern` are placed as in the pattern, a CXSMARTS with coordinates
   * that must match exactly once.
   */
  layoutAround(smiles: string, pattern: string): RdkitAnswer<readonly (readonly [x: number, y: number])[]> {
    return this.#run((scope) => {
      const handle = this.#parse(scope, smiles, KEEP_HYDROGENS);
      const template = scope.own(this.#module.get_qmol(pattern));
      this.#molecules++;
      if (!handle || !template) return { ok: false, words: this.#words() };
      const matched = handle.generate_aligned_coords(template, ALIGN);
      if (matched === "") return { ok: false, words: this.#words() };
      return { ok: true, value: handle.get_coords().map(([x = 0, y = 0]) => [x, y] as const) };
    });
  }

  /** Can RDKit read the text as a reaction SMARTS? */
  readsReaction(text: string): RdkitAnswer<true> {
    return this.#run(() => {
      if (this.#readReactions.get(text) || this.#keptReaction(text)) {
        this.#readReactions.set(text, true);
        return { ok: true, value: true };
      }
      this.#saidInvalid = true;
      return { ok: false, words: this.#words() };
    });
  }

  /**
   * Applies a SMIRKS to reactants, one per reactant template and in the same order. Returns at most `maxProducts`
   * product sets as SMILES; these are not sanitised and may be impossible. Sets after the first that `isEnough`
   * accepts are not written.
   */
  transform(
    smirks: string,
    reactants: readonly string[],
    maxProducts: number,
    isEnough: (set: readonly string[]) => boolean = () => false,
  ): RdkitAnswer<readonly (readonly string[])[]> {
    return this.#run((scope) => {
      const reaction = this.#keptReaction(smirks);
      if (!reaction) {
        this.#saidInvalid = true;
        return { ok: false, words: this.#words() };
      }
      const list = scope.own(new this.#module.MolList());
      for (const text of reactants) {
        const handle = this.#keptMolecule(text);
        if (!handle) {
          this.#saidInvalid = true;
          return { ok: false, words: this.#words() };
        }
        list.append(handle);
      }
      const sets = scope.own(reaction.run_reactants(list, maxProducts));
      return { ok: true, value: this.#readSets(sets, isEnough) };
    });
  }

  #readSets(
    sets: ProductSetsHandle,
    isEnough: (set: readonly string[]) => boolean,
  ): readonly (readonly string[])[] {
    const answer: string[][] = [];
    let isComplete = false;
    for (let i = 0; i < sets.size(); i++) {
      using scope = this.#scope();
      // Each set must be deleted here: deleting the object that holds them does not delete them.
      const set = scope.own(sets.get(i) ?? null);
      if (isComplete) continue;
      const smiles: string[] = [];
      for (let k = 0; set && k < set.size(); k++) {
        using inner = this.#scope();
        const product = inner.own(set.at(k));
        this.#molecules++;
        if (product) smiles.push(product.get_smiles());
      }
      answer.push(smiles);
      isComplete = isEnough(smiles);
    }
    return answer;
  }

  #parse(scope: Scope, text: string, details: string): MoleculeHandle | null {
    this.#molecules++;
    return scope.own(this.#module.get_mol(text, details));
  }

  #keptMolecule(smiles: string): MoleculeHandle | null {
    return this.#keptMolecules.get(smiles, () => {
      this.#molecules++;
      return this.#module.get_mol(smiles, KEEP_HYDROGENS);
    });
  }

  #keptReaction(smirks: string): ReactionHandle | null {
    return this.#keptReactions.get(smirks, () => this.#module.get_rxn(smirks));
  }

  /** Only between calls: the running call may be using cached objects. */
  #trimKept(): void {
    this.#keptMolecules.trim();
    this.#keptReactions.trim();
  }

  /** What RDKit has written to its log since this was last called. */
  #words(): string {
    const words = this.#log?.get_buffer() ?? "";
    if (words !== "") this.#log?.clear_buffer();
    return words;
  }

  #run<Value>(work: (scope: Scope) => RdkitAnswer<Value>): RdkitAnswer<Value> {
    if (this.#broken !== null) throw new EngineError(`RDKit instance is broken: ${this.#broken}`);
    try {
      using scope = this.#scope();
      this.#words();
      if (this.#live === 0) this.#trimKept();
      return work(scope);
    } catch (error) {
      if (isEngineFailure(error)) {
        this.#broken = error.message;
        throw new EngineError(`RDKit instance is broken: ${error.message}`, { cause: error });
      }
      if (error instanceof EngineError || !isCppException(error)) throw error;
      this.#caught++;
      this.#saidInvalid = true;
      return { ok: false, words: this.#words() };
    }
  }

  #scope(): Scope {
    return new Scope((change) => {
      this.#live += change;
    });
  }
}

/** Loads the module; takes 60 to 350 ms. Its output streams are disconnected: the log is read through `Rdkit`. */
export async function loadRdkit(): Promise<Rdkit> {
  const load = initRdkit as unknown as (options: {
    print(text: string): void;
    printErr(text: string): void;
  }) => Promise<RdkitModule>;
  return new Rdkit(await load({ print() {}, printErr() {} }));
}

/** Cache sizes: about as many molecules as a reaction has, and the patterns that recur. */
const KEPT_MOLECULES = 32;
const KEPT_REACTIONS = 64;
/** For how many more patterns it is remembered that they can be read. */
const REMEMBERED_REACTIONS = 2000;
/** RDKit does this with a SMILES anyway, but with a molblock only on request. */
const MERGE_HYDROGENS = '{"removeHs":true}';
const KEEP_HYDROGENS = '{"removeHs":false}';
const ALIGN = '{"useCoordGen":false,"acceptFailure":false}';
const FLAT = '{"doIsomericSmiles":false}';

/**
 * Is this a SMILES without explicit hydrogen atoms? Looking for hydrogens to merge takes a third of RDKit's parsing
 * time.
 */
function hasNoHydrogenAtom(text: string): boolean {
  return !text.includes("\n") && !/\[\d*H(?![a-z])/.test(text);
}

/** Deletes the handles it owns, newest first, at the end of the block. */
class Scope {
  readonly #count: (change: 1 | -1) => void;
  readonly #handles: Handle[] = [];

  constructor(count: (change: 1 | -1) => void) {
    this.#count = count;
  }

  own<Owned extends Handle | null>(handle: Owned): Owned {
    if (handle) {
      this.#handles.push(handle);
      this.#count(1);
    }
    return handle;
  }

  [Symbol.dispose](): void {
    for (let handle = this.#handles.pop(); handle; handle = this.#handles.pop()) {
      this.#count(-1);
      handle.delete();
    }
  }
}

function lend(handle: MoleculeHandle): Molecule {
  return {
    smiles: () => handle.get_smiles(),
    flatSmiles: () => handle.get_smiles(FLAT),
    json: () => handle.get_json(),
    outputOrder: () => JSON.parse(handle.get_prop("_smilesAtomOutputOrder")) as number[],
    svg: (details) => handle.get_svg_with_highlights(details),
    molfile: (version) => {
      handle.set_new_coords();
      return version === "v2000" ? handle.get_molblock() : handle.get_v3Kmolblock();
    },
    layout: (useCoordGen = false) => {
      // Do not orient the layout here: the module's own way of doing so distorts it.
      handle.set_new_coords(useCoordGen);
      return handle.get_coords().map(([x = 0, y = 0]) => [x, y] as const);
    },
  };
}

/** `using` wraps an error of the block, together with one from a deletion, in a SuppressedError. */
function isEngineFailure(error: unknown): error is Error {
  if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) return true;
  return error instanceof SuppressedError &&
    (isEngineFailure(error.error) || isEngineFailure(error.suppressed));
}

function isCppException(error: unknown): boolean {
  const exception = (WebAssembly as unknown as { readonly Exception?: new () => object }).Exception;
  return exception !== undefined && error instanceof exception;
}
