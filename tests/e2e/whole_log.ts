import { assert, assertEquals } from "@std/assert";

/** Asserts that a log is complete: every stage of every reaction once, no error twice, the completion last. */
export function assertWholeLog(data: readonly string[], reactions: number): void {
  assertEquals(data.at(-1), '{"_type":"completion","status":"completed"}');
  const seen = new Set<string>();
  const completed = new Set<number>();
  for (const text of data.slice(0, -1)) {
    const { type, message, aux } = JSON.parse(text);
    const key = type === "error" ? JSON.stringify([message, aux]) : `${aux.info_type} ${aux.reaction_index}`;
    assert(!seen.has(key), `${key} is in the log twice`);
    seen.add(key);
    if (aux.info_type === "reaction_complete") completed.add(aux.reaction_index);
  }
  assertEquals(completed.size, reactions);
}
