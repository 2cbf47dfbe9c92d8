import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { RxnstreamError } from "../../src/errors.ts";
import { ModelError, requestDigest } from "../../src/llm/model.ts";
import { readingRequest } from "../../src/llm/prompts.ts";
import { storedAnswers } from "../../src/llm/stored_answers.ts";

const signal = new AbortController().signal;

async function answer(file: string, name: string | null, paragraph: string): Promise<string> {
  return (await storedAnswers(file, name).ask(readingRequest(paragraph), { signal })).text;
}

Deno.test("Stored answers are found by paragraph in lines, a list or an object, as text, JSON or a chat completion", async () => {
  const completion = { choices: [{ message: { content: "yes" } }] };
  for (
    const file of [
      '{"paragraph": "Add A.\\nStir.", "answer": "yes"}\n\n{"paragraph": "B", "answer": "no"}\n',
      '[{"text": "add  a. stir", "response": "yes"}]',
      JSON.stringify([{ query: "Add A. Stir.", output: completion }]),
      JSON.stringify({ "Add A. Stir.": "yes" }),
    ]
  ) {
    assertEquals(await answer(file, null, "Add A. Stir."), "yes", file);
  }
  assertEquals(
    await answer('{"paragraph": "A", "answer": {"reactions": []}}', null, "a"),
    '{"reactions":[]}',
  );
});

Deno.test("A digest finds the answer to exactly that question", async () => {
  const digest = await requestDigest("m", readingRequest("Add A."));
  assertEquals(await answer(JSON.stringify({ digest, answer: "yes" }), "m", "Add A."), "yes");
  const other = storedAnswers(JSON.stringify({ digest, answer: "yes" }), "m");
  await assertRejects(
    () => other.ask(readingRequest("Add B."), { signal }),
    ModelError,
    "no answer is stored",
  );
});

Deno.test("The model's name chooses among the answers of several", async () => {
  const lines =
    '{"paragraph": "A", "model": "x", "answer": "1"}\n{"paragraph": "A", "model": "y", "answer": "2"}';
  assertEquals(await answer(lines, "y", "A"), "2");
  assertEquals(await answer(lines, null, "A"), "1");
  assertEquals(await answer('{"paragraph": "A", "answers": {"x": "1", "y": "2"}}', "y", "A"), "2");
  assertThrows(() => storedAnswers(lines, "z"), RxnstreamError, 'of the model "z"');
});

Deno.test("A file that is not JSON, or has no answers, is refused", () => {
  assertThrows(() => storedAnswers('{"a": "b"}\n{', null), RxnstreamError, "Line 2");
  assertThrows(() => storedAnswers("[]", null), RxnstreamError, "has none");
});
