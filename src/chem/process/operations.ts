/** The operations of a chem process: one function each, from request to answer. */
import { LRUCache } from "lru-cache";
import { quotedReading } from "../input/quoted_reading.ts";
import { findReactions } from "../input/find_reactions.ts";
import type {
  ChemOperation,
  ChemOperations,
  ComponentLimits,
  StageAnswer,
} from "../protocol/chem_protocol.ts";
import { withNotation } from "./words_and_notation.ts";
import type { Rdkit } from "../rdkit/rdkit.ts";
import { textOf } from "../../encoding/text_pieces.ts";
import type { Component, Rejected, StageResult, ValidationChecks } from "../../chem_results.ts";
import { depictReaction } from "../drawing/depict.ts";
import { UsualNames } from "../drawing/usual_names.ts";
import { writeRxn } from "../output/write_rxn.ts";
import { agentKind } from "../mapping/agent_kind.ts";
import { mapReaction } from "../mapping/map_reaction.ts";
import type { MappedReaction } from "../molecule/mapped_reaction.ts";
import { MoleculeReader, type Outcome } from "../molecule/molecule_reader.ts";
import { applySmirks } from "../validation/apply_smirks.ts";
import { makeProof } from "../validation/proof.ts";
import { readMolecules, readWrittenReaction } from "../molecule/read_mapped.ts";
import { readReaction, rejectedWhole } from "../molecule/read_reaction.ts";
import { readName } from "../molecule/read_name.ts";
import { extractTemplates, RADIUS, type TemplateSet } from "../template/template_set.ts";
import {
  agentsOf,
  countBondChanges,
  countInversions,
  countRadicals,
  hasStereoGroups,
  reactionChecks,
  testReverse,
  testSmirks,
  UNKNOWN_LEDGER,
} from "../validation/validate_reaction.ts";
import { composeReaction } from "./compose_reaction.ts";
import { classifyReaction, UNCLASSIFIED } from "../classification/classify.ts";
import { judge } from "../validation/verdict.ts";
import { sortedMolecules, writeReaction, writeUnmapped } from "../molecule/write_reaction.ts";

/** Every operation of the protocol, as a synchronous function. */
export type Operations = {
  readonly [Op in ChemOperation]: (request: ChemOperations[Op]["request"]) => ChemOperations[Op]["answer"];
};

/** Maximum number of cached analyses: the stages after the mapping ask about the same reaction one after another. */
const REMEMBERED = 32;

/** A mapped reaction with its templates, or the reason why there are none. */
interface Analysis {
  readonly reaction: MappedReaction;
  readonly templates: Outcome<TemplateSet>;
}

/**
 * Creates the operations for one RDKit instance. Bad input is never an error: the answer then has no value, and
 * `rejected` says why. Throws `EngineError` if the instance breaks.
 */
export function createOperations(rdkit: Rdkit, limits: ComponentLimits): Operations {
  const reader = new MoleculeReader(rdkit, limits);
  const known = new LRUCache<string, Outcome<Analysis>>({ max: REMEMBERED });
  let names: UsualNames | null = null;
  const readAnalysis = (mapped: string): Outcome<Analysis> => {
    const read = readWrittenReaction(reader, mapped);
    const analysis: Outcome<Analysis> = read.ok
      ? { ok: true, value: { reaction: read.value, templates: extractTemplates(read.value) } }
      : { ok: false, reason: `the mapped reaction cannot be used: ${read.reason}` };
    known.set(mapped, analysis);
    return analysis;
  };
  // The mapping stage could pass the reaction on as an object, but passes only its text, so that a stage that runs
  // again after a restart sees the same input as the first run.
  const analyse = (mapped: string): Outcome<Analysis> => known.get(mapped) ?? readAnalysis(mapped);

  /** The two stages that write a pattern differ only in its kind. */
  const pattern = (mapped: string, kind: "smarts" | "smirks") => {
    const analysis = analyse(mapped);
    const templates = analysis.ok ? analysis.value.templates : analysis;
    const none = { radius: RADIUS, radii: {} };
    if (!templates.ok) return refused(none, [rejectedWhole(mapped, templates.reason)]);
    const radii = templates.value[kind];
    const text = radii[RADIUS] ?? "";
    const read = rdkit.readsReaction(text);
    if (!read.ok) return refused(none, [rejectedWhole(text, "RDKit cannot read this pattern")]);
    return {
      result: { values: [text], invalid_count: 0, radius: RADIUS, radii },
      rejected: [],
    };
  };

  return {
    find: ({ query, maxReactions }) => {
      const found = findReactions({ ...query, text: textOf(query.text) }, maxReactions);
      const canonical = (smiles: string) => {
        const molecule = rdkit.molecule(smiles.replace(/:\d+\]/g, "]"), (handle) => handle.flatSmiles());
        return molecule.ok ? molecule.value : null;
      };
      const { reactions, doubts } = withNotation(found.reactions, canonical);
      const unread = [...found.unread ?? [], ...doubts];
      return { ...found, reactions, ...unread.length === 0 ? {} : { unread } };
    },

    compose: ({ compounds }) => composeReaction(reader, compounds),

    quotedReading: (request) => quotedReading(request),

    smiles: (request) => {
      const { components, rejected } = readReaction(reader, request);
      const plain: readonly Component[] = components.map(({ role, smiles }) => ({ role, smiles }));
      const values = plain.map((component) => component.smiles);
      return {
        result: { values, invalid_count: rejected.length, components: plain, rdkit: rdkit.version },
        rejected,
      };
    },

    rxnSmiles: (request) => {
      const none = { mapped: null, mapping: null, fragment_groups: "" };
      const accepted = withGivenMaps(reader, request);
      const side = (product: boolean) =>
        readMolecules(reader, accepted.filter((component) => (component.role === "product") === product));
      const left = side(false);
      const right = side(true);
      if (!left.ok) return refused(none, [rejectedWhole(request.text, left.reason)]);
      if (!right.ok) return refused(none, [rejectedWhole(request.text, right.reason)]);
      const leftMolecules = sortedMolecules(left.value);
      const rightMolecules = sortedMolecules(right.value);
      const mapping = mapReaction(leftMolecules, rightMolecules);
      if (!mapping.ok) {
        const answer = refused(none, [rejectedWhole(request.text, mapping.reason)]);
        if (leftMolecules.length === 0 || rightMolecules.length === 0) return answer;
        const { smiles, groups } = writeUnmapped(request.components);
        return { ...answer, result: { ...answer.result, values: [smiles], fragment_groups: groups } };
      }
      const written = writeReaction(mapping.left, rightMolecules, mapping.source);
      const { smiles, mapped, groups } = written;
      const result = {
        values: [smiles],
        invalid_count: 0,
        mapped,
        mapping: mapping.info,
        components: written.components.map((component) => {
          const kind = component.role === "agent" ? agentKind(component.smiles) : null;
          return kind === null ? component : { ...component, kind };
        }),
        fragment_groups: groups,
      };
      return { result, rejected: [] };
    },

    rxnSmarts: ({ mapped }) => pattern(mapped, "smarts"),

    rxnSmirks: ({ mapped }) => {
      const { result, rejected } = pattern(mapped, "smirks");
      const analysis = analyse(mapped);
      const isThere = result.values.length > 0 && analysis.ok && analysis.value.templates.ok;
      const daylight = isThere ? analysis.value.templates.value.daylight : null;
      return { result: { ...result, daylight }, rejected };
    },

    validation: (request) => {
      const { input, smilesInvalidCount, impossibleCount, mapped, mapping, smirks } = request;
      const analysis = analyse(mapped);
      const trip = analysis.ok && smirks !== null
        ? testSmirks(
          rdkit,
          analysis.value.reaction,
          smirks,
          analysis.value.templates.ok ? analysis.value.templates.value.template : null,
        )
        : { roundTrip: "not_run" as const, outcomes: 0, productSets: [], reason: null };
      const checks: ValidationChecks = {
        parse: smilesInvalidCount === impossibleCount,
        sanitise: impossibleCount === 0,
        maps: analysis.ok,
        ...(analysis.ok ? reactionChecks(reader, analysis.value.reaction) : UNKNOWN_LEDGER),
        round_trip: trip.roundTrip,
        outcomes: trip.outcomes,
        reverse: analysis.ok ? testReverse(rdkit, analysis.value.reaction, RADIUS) : "not_run",
        confidence: mapping.confidence ?? null,
      };
      const judgement = judge({
        checks,
        unreadableCount: smilesInvalidCount - impossibleCount,
        impossibleCount,
        mapping,
        mapsReason: analysis.ok ? null : analysis.reason,
        noSmirksReason: smirks !== null
          ? null
          : analysis.ok && !analysis.value.templates.ok
          ? analysis.value.templates.reason
          : "none was made",
        roundTripReason: trip.reason,
        inversions: analysis.ok ? countInversions(analysis.value.reaction) : 0,
        hasStereoGroups: hasStereoGroups(input),
        radicals: analysis.ok ? countRadicals(analysis.value.reaction) : 0,
        bondChanges: analysis.ok ? countBondChanges(analysis.value.reaction) : 0,
        agents: analysis.ok ? agentsOf(analysis.value.reaction) : [],
      });
      const { verdict, findings } = judgement;
      const proof = makeProof({
        ...input,
        rdkit: rdkit.version,
        limits,
        mapped,
        template: smirks,
        productSets: trip.productSets ?? [],
        result: { ...judgement, checks },
      });
      const classification = analysis.ok ? classifyReaction(analysis.value.reaction) : UNCLASSIFIED;
      const counts = { values: [verdict], invalid_count: findings.length };
      const result = { ...counts, ...judgement, checks, classification, proof };
      return { result, rejected: [] };
    },

    rxn: ({ text, format, ...options }) => {
      const written = writeRxn(reader, { text, format }, options);
      return written.ok ? { rxn: written.value, reason: null } : { rxn: null, reason: written.reason };
    },

    applySmirks: (request) => applySmirks(reader, request),

    names: ({ text }) => ({ names: text.split("\n").map((name) => readName(reader, name)) }),

    depict: ({ text, format, options }) => ({
      svg: depictReaction({ reader, names: names ??= new UsualNames(reader) }, { text, format }, options),
    }),
  };
}

/** An answer without a value. */
function refused<Extra extends object>(
  extra: Extra,
  rejected: readonly Rejected[],
): StageAnswer<StageResult & Extra> {
  return { result: { values: [], invalid_count: rejected.length, ...extra }, rejected };
}

/**
 * The accepted components, with map numbers if the text has any; only then is the text read again. Whatever the
 * smiles stage did not accept is left out, however often it occurs.
 */
function withGivenMaps(
  reader: MoleculeReader,
  request: ChemOperations["rxnSmiles"]["request"],
) {
  const unmapped = request.components.map(({ role, smiles }) => ({
    role,
    smiles,
    maps: [] as readonly number[],
  }));
  if (request.format === "smiles" && !/:\d+\]/.test(request.text)) return unmapped;
  const keyOf = ({ role, smiles }: Component) => `${role} ${smiles}`;
  // Reversed, because `pop` takes the last.
  const waiting = Map.groupBy(
    unmapped.map((component, index) => ({ key: keyOf(component), index })).reverse(),
    ({ key }) => key,
  );
  const mapped = [...unmapped];
  for (const component of readReaction(reader, request).components) {
    const index = waiting.get(keyOf(component))?.pop()?.index;
    if (index !== undefined) mapped[index] = component;
  }
  return mapped;
}
