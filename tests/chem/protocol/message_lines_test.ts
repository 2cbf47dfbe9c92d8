import { assert, assertEquals, assertGreater, assertLess } from "@std/assert";
import type { ChemRequest, ChemResponse } from "../../../src/chem/protocol/chem_protocol.ts";
import { jsonLine } from "../../../src/encoding/json_lines.ts";
import { readRequests, requestLines, responseMessages } from "../../../src/chem/protocol/message_lines.ts";
import type { FoundReaction } from "../../../src/chem_results.ts";

function findRequest(id: number, text: string): ChemRequest {
  return { id, op: "find", request: { query: { text, format: "text", fileName: "a.txt" }, maxReactions: 7 } };
}

Deno.test("A long query travels in short lines and arrives whole, wherever it is cut", async () => {
  const texts = ["", "CCO>>CC=O", `${"x".repeat(65_535)}😀\n`.repeat(3), "é".repeat(200_000)];
  const requests: readonly ChemRequest[] = [
    ...texts.map((text, id) => findRequest(id, text)),
    { id: 9, op: "smiles", request: { text: "C>>C", format: "smiles" } },
  ];
  const sent = requests.flatMap((request) => [...requestLines(request)]);
  for (const line of sent) assertLess(line.length, 256 * 1024);
  assertEquals(sent.length, 1 + 1 + 4 + 4 + 1);
  assertEquals(await Array.fromAsync(readRequests(ReadableStream.from(sent))), requests);
});

Deno.test("A long answer of find is sent in parts of bounded size, in order", () => {
  const reactions: readonly FoundReaction[] = Array.from({ length: 3_000 }, (_, i) => ({
    text: `${"C".repeat(i < 1_200 ? 3 : i === 2_999 ? 400_000 : 1_000)}>>C`,
    format: "smiles",
    line: i + 1,
    fields: { note: "x".repeat(i < 1_200 ? 3 : 100) },
  }));
  const health = { rssBytes: 1, caught: 0, molecules: 0, live: 0 };
  const answer = { reactions, truncated: true };
  const response: ChemResponse = { type: "answer", id: 4, answer, saidInvalid: false, health };
  const messages = [...responseMessages(response)];
  const said = messages.map((message) => {
    if (message.type === "part") return message.reactions;
    assert(message.type === "answer" && "reactions" in message.answer);
    assertEquals({ ...message, answer: { ...message.answer, reactions } }, response);
    return message.answer.reactions;
  });
  assertEquals(said.flat(), reactions);
  assertEquals(messages.map(({ type }) => type), [...said.slice(1).map(() => "part" as const), "answer"]);
  assertGreater(said.length, 8);
  for (const [at, part] of said.entries()) {
    assertLess(part.length, 501);
    if (part.length > 1) assertLess(jsonLine(messages[at]).length, 300 * 1024);
  }
});
