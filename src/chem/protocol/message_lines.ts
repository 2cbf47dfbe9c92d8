/** Messages as JSON lines. Long ones are split into several lines, so that the reader parses a little at a time. */
import { piecesOf, textOf } from "../../encoding/text_pieces.ts";
import type { FoundReaction } from "../../chem_results.ts";
import type { ChemRequest, ChemResponse, QueryText } from "./chem_protocol.ts";
import { jsonLine, MAX_REQUEST_BYTES, textLines } from "../../encoding/json_lines.ts";

/** Characters, or bytes, of a query's text per line. */
const TEXT_CHARACTERS = 64 * 1024;
/** Maximum reactions per line, and their characters; a single reaction may exceed the latter. */
const PART = { reactions: 500, characters: 256 * 1024 } as const;
/** Approximate characters that JSON adds to the texts of a reaction. */
const REACTION_OVERHEAD = 80;
const FIELD_OVERHEAD = 6;

/** The lines of a request: for a long query, its text in pieces, then the request with the remaining text. */
export function* requestLines(request: ChemRequest): Generator<Uint8Array<ArrayBuffer>, void> {
  if (request.op !== "find") {
    yield jsonLine(request);
    return;
  }
  const { query, maxReactions } = request.request;
  let last = "";
  for (const text of piecesOf(query.text, TEXT_CHARACTERS)) {
    if (last !== "") yield jsonLine({ id: request.id, text: last } satisfies QueryText);
    last = text;
  }
  yield jsonLine({ ...request, request: { query: { ...query, text: last }, maxReactions } });
}

/** The requests in `source`, each reassembled from its lines. */
export async function* readRequests(
  source: ReadableStream<Uint8Array>,
): AsyncGenerator<ChemRequest, void, undefined> {
  let texts: string[] = [];
  for await (const line of textLines(source, MAX_REQUEST_BYTES)) {
    const message = JSON.parse(line) as ChemRequest | QueryText;
    if ("text" in message) {
      texts.push(message.text);
    } else if (message.op === "find" && texts.length > 0) {
      const { query } = message.request;
      const text = texts.join("") + textOf(query.text);
      texts = [];
      yield { ...message, request: { ...message.request, query: { ...query, text } } };
    } else yield message;
  }
}

/** The messages of an answer: for a long one, its reactions in parts, then the answer with the remaining ones. */
export function* responseMessages(response: ChemResponse): Generator<ChemResponse, void> {
  if (response.type !== "answer" || !("reactions" in response.answer)) {
    yield response;
    return;
  }
  const { id, answer } = response;
  let reactions: FoundReaction[] = [];
  let characters = 0;
  for (const reaction of answer.reactions) {
    const more = size(reaction);
    const isFull = reactions.length === PART.reactions || characters + more > PART.characters;
    if (isFull && reactions.length > 0) {
      yield { type: "part", id, reactions };
      reactions = [];
      characters = 0;
    }
    reactions.push(reaction);
    characters += more;
  }
  yield { ...response, answer: { ...answer, reactions } };
}

function size({ text, fields, reading }: FoundReaction): number {
  return Object.entries(fields).reduce(
    (sum, [name, value]) => sum + name.length + value.length + FIELD_OVERHEAD,
    text.length + REACTION_OVERHEAD + (reading === undefined ? 0 : JSON.stringify(reading).length),
  );
}
