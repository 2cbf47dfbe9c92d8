/** Answers of a model that were stored in a file, in place of an endpoint. `static/docs/llm.md` describes the file. */
import { RxnstreamError } from "../errors.ts";
import { type Model, ModelError, requestDigest } from "./model.ts";
import { paragraphKey } from "./quotes.ts";

const PARAGRAPH_KEYS = ["paragraph", "text", "query", "input", "procedure", "source", "prompt"];
const ANSWER_KEYS = [
  "answer",
  "response",
  "output",
  "completion",
  "content",
  "result",
  "prediction",
  "message",
];
const DIGEST = /^[0-9a-f]{64}$/;

type Entry = Readonly<Record<string, unknown>>;

/**
 * Reads the text of a file of stored answers: JSON Lines, a list, or an object from digest or paragraph to answer.
 * `name` chooses among the answers of several models; without it, the first answer counts. Throws `input_invalid`.
 */
export function storedAnswers(text: string, name: string | null): Model {
  const byDigest = new Map<string, string>();
  const byParagraph = new Map<string, string>();
  for (const entry of entriesOf(text)) {
    const model = entry["model"];
    if (name !== null && typeof model === "string" && model !== name) continue;
    const answer = answerOf(entry, name);
    if (answer === null) continue;
    const digest = entry["digest"] ?? entry["request_digest"];
    if (typeof digest === "string" && !byDigest.has(digest)) byDigest.set(digest, answer);
    for (const key of PARAGRAPH_KEYS) {
      const paragraph = entry[key];
      if (typeof paragraph !== "string") continue;
      const known = paragraphKey(paragraph);
      if (known !== "" && !byParagraph.has(known)) byParagraph.set(known, answer);
      break;
    }
  }
  if (byDigest.size + byParagraph.size === 0) {
    throw new RxnstreamError(
      "input_invalid",
      `The file of stored answers has none${name === null ? "" : ` of the model "${name}"`}: ` +
        'each entry needs "paragraph" or "digest", and "answer"',
    );
  }
  const model = name ?? "stored";
  return {
    name: model,
    isForeign: true,
    knows: (paragraph) => Promise.resolve(byParagraph.has(paragraphKey(paragraph))),
    async ask(request, { signal }) {
      signal.throwIfAborted();
      const stored = byDigest.get(await requestDigest(model, request)) ??
        // A paragraph stands for its reading: further questions about it are others.
        (request.purpose === "reading" && request.messages.length === 2
          ? byParagraph.get(paragraphKey(request.paragraph))
          : undefined);
      if (stored === undefined) {
        throw new ModelError("no answer is stored for this question", { isUnknown: true });
      }
      return { text: stored, end: "complete", tokens: { input: 0, output: 0 }, seconds: 0, calls: 0 };
    },
  };
}

function entriesOf(text: string): readonly Entry[] {
  const plain = text.replace(/^\uFEFF/, "").trim();
  let whole: unknown;
  try {
    whole = JSON.parse(plain);
  } catch {
    return plain.split("\n").flatMap((line, i) => {
      if (line.trim() === "") return [];
      try {
        return entriesIn(JSON.parse(line));
      } catch (cause) {
        throw new RxnstreamError("input_invalid", `Line ${i + 1} of the stored answers is not JSON`, {
          cause,
        });
      }
    });
  }
  return entriesIn(whole);
}

function entriesIn(value: unknown): readonly Entry[] {
  if (Array.isArray(value)) return value.flatMap(entriesIn);
  if (typeof value !== "object" || value === null) return [];
  const entry = value as Entry;
  if (["digest", "request_digest", ...PARAGRAPH_KEYS].some((key) => typeof entry[key] === "string")) {
    return [entry];
  }
  if (Array.isArray(entry["answers"])) return entriesIn(entry["answers"]);
  return Object.entries(entry).map(([key, answer]) =>
    DIGEST.test(key) ? { digest: key, answer } : { paragraph: key, answer }
  );
}

/** The text of the answer: as it is, or as the JSON of what was parsed already. */
function answerOf(entry: Entry, name: string | null): string | null {
  const several = entry["answers"];
  if (typeof several === "object" && several !== null && !Array.isArray(several)) {
    const answers = several as Entry;
    const chosen = name === null ? Object.values(answers)[0] : answers[name];
    return chosen === undefined ? null : textOf(chosen);
  }
  const key = ANSWER_KEYS.find((candidate) => entry[candidate] !== undefined && entry[candidate] !== null);
  if (key !== undefined) return textOf(entry[key]);
  if (Array.isArray(entry["choices"])) return textOf(entry);
  // The reaction itself beside its paragraph.
  const own = ["reactions", "reactants", "products", "components", "compounds", "reaction_smiles"];
  if (!own.some((member) => entry[member] !== undefined)) return null;
  const { paragraph: _, ...rest } = entry;
  return JSON.stringify(rest);
}

function textOf(answer: unknown): string {
  if (typeof answer === "string") return answer;
  const choice = (answer as { choices?: readonly { message?: { content?: unknown } }[] } | null)?.choices
    ?.[0];
  const content = choice?.message?.content ?? (answer as { content?: unknown } | null)?.content;
  return typeof content === "string" ? content : JSON.stringify(answer);
}
