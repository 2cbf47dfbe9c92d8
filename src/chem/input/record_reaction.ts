/** Reads the value of one record, such as a table cell, where every value is meant to be a reaction. */
import type { FoundReaction } from "../../chem_results.ts";
import type { TextReading } from "../../text_reading.ts";
import { foundReaction } from "./found_reaction.ts";
import { nameEquation } from "./name_equation.ts";
import { reactionsWithNamedAgents } from "./named_agents.ts";
import { plainLine } from "./plain_line.ts";
import { reactionsInLine } from "./prose_line.ts";
import { type ReactionLine, reactionText, readReactionLine } from "./reaction_line.ts";
import { looksLikeReaction } from "./reaction_likeness.ts";
import { reactionArrows } from "./reaction_arrows.ts";
import { beginsRxnBlock } from "./rxn_block.ts";

const MAX_SENTENCE_CHARACTERS = 20_000;
const MAX_LABEL_CHARACTERS = 200;
/** An arrow of an equation: an ASCII arrow between spaces, or an arrow character. */
const ARROW_WORD = /(?:^|\s)-+>(?:\s|$)|[→⟶⇒➔➝]/;

/** Where a record is, and what else it contains. */
export interface RecordPlace {
  readonly line: number;
  readonly fields: readonly (readonly [string, string])[];
  /** What it says about the reaction's conditions. */
  readonly reading?: TextReading;
}

/**
 * The reaction of one record (a line of a SMILES file, a table cell, a JSON value). No record is dropped: if no
 * reaction can be read from it, its text is passed on as is. Text before or after the notation becomes the field
 * `title`, unless the record already has one.
 */
export function recordReaction(value: string, place: RecordPlace): FoundReaction {
  const written = value.trim();
  if (isRxnText(written)) return foundReaction(written, "rxn", place);
  const text = plainLine(written).trim();
  const [agentsNamed, another] = reactionsWithNamedAgents(text);
  if (agentsNamed !== undefined && another === undefined) {
    const { notation, fields } = agentsNamed;
    return foundReaction(notation, "smiles", { ...place, fields: [...place.fields, ...fields] });
  }
  const line = readReactionLine(text) ?? behindLabel(text);
  if (line === null || !looksLikeReaction(line.notation, "record")) {
    const [named, more] = nameEquation(text) ?? [];
    if (named !== undefined && more === undefined) {
      return foundReaction(named.notation, "smiles", {
        ...place,
        fields: [...place.fields, ...named.fields],
      });
    }
  }
  if (line !== null) return foundReaction(reactionText(line), "smiles", withTitle(place, line.title));
  const [only, second] = reactionsInLine(text.slice(0, MAX_SENTENCE_CHARACTERS));
  return foundReaction(only !== undefined && second === undefined ? only : text, "smiles", place);
}

/**
 * The reactions of one record: usually one, as in `recordReaction`. Where a value has several beside one another, as in
 * `A>>B / C>>D`, each is one, with the fields of the record and the field `part`.
 */
export function recordReactions(value: string, place: RecordPlace): readonly FoundReaction[] {
  const parts = severalReactions(value);
  if (parts.length < 2) return [recordReaction(value, place)];
  return parts.map((part, i) =>
    foundReaction(part, "smiles", {
      ...place,
      fields: [...place.fields, ["part", `${i + 1} of ${parts.length}`]],
    })
  );
}

/** The reactions of a value that has more arrows than one reaction; empty if it does not have several. */
function severalReactions(value: string): readonly string[] {
  if (value.length > MAX_SENTENCE_CHARACTERS || isRxnText(value.trim())) return [];
  if (reactionArrows(value).length < 4) return [];
  const found = value.split("\n").flatMap((line) => [...reactionsInLine(line)]);
  return found.length > 1 && found.every((text) => reactionArrows(text).length === 2) ? found : [];
}

/** Is this value a reaction and nothing else? */
export function isReaction(value: string): boolean {
  const text = value.trim();
  const line = readReactionLine(text);
  if (line !== null && line.title === "" && looksLikeReaction(line.notation, "record")) return true;
  return isRxnText(text) || nameEquation(text)?.length === 1;
}

/** Does this value contain a reaction, alone or with other text? */
export function holdsReaction(value: string): boolean {
  const text = value.trim();
  if (isRxnText(text)) return true;
  const line = readReactionLine(text);
  if (line !== null && looksLikeReaction(line.notation, "record")) return true;
  return behindLabel(text) !== null || !reactionsInLine(text.slice(0, MAX_SENTENCE_CHARACTERS)).next().done;
}

/** Does anything in this value suggest a reaction? A dative bond (`N->[Cu]`) does not. */
export function hasArrow(value: string): boolean {
  return reactionArrows(value).length > 0 || ARROW_WORD.test(value) || isRxnText(value.trim());
}

function isRxnText(text: string): boolean {
  return text.startsWith("$RXN") && text.includes("\n") && beginsRxnBlock(text.slice(0, text.indexOf("\n")));
}

/** `rxn-17 CCO>>CC=O`: an identifier first, separated by a space, tab, comma or semicolon. */
function behindLabel(text: string): ReactionLine | null {
  const label = /^[^\s,;>]{1,200}?\s*[\s,;]\s*/.exec(text.slice(0, MAX_LABEL_CHARACTERS))?.[0];
  if (label === undefined) return null;
  const line = readReactionLine(text.slice(label.length));
  if (line === null || !looksLikeReaction(line.notation, "record")) return null;
  const name = label.replace(/[\s,;]+$/, "");
  return { ...line, title: line.title === "" ? name : `${name} ${line.title}` };
}

function withTitle(place: RecordPlace, title: string): RecordPlace {
  if (title === "" || place.fields.some(([name]) => name === "title")) return place;
  return { ...place, fields: [["title", title], ...place.fields] };
}
