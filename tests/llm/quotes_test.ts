import { assertEquals } from "@std/assert";
import { paragraphKey, QuotedText } from "../../src/llm/quotes.ts";

Deno.test("A quote is found however lines are wrapped and dashes and primes are typeset, at its place in the text", () => {
  const text = "Then 4′‑bromo-\n  biphenyl  (2 g) in\tTHF was added.";
  const quoted = new QuotedText(text);
  const place = quoted.find("4'-Bromo-biphenyl");
  assertEquals(place && text.slice(place.start, place.end), "4′‑bromo-\n  biphenyl");
  assertEquals(quoted.find("thf"), { start: text.indexOf("THF"), end: text.indexOf("THF") + 3 });
});

Deno.test("A quote is words of its own: ether is not in together, and nothing is nowhere", () => {
  assertEquals(new QuotedText("stirred together").find("ether"), null);
  assertEquals(new QuotedText("together in ether.").find("ether"), { start: 12, end: 17 });
  assertEquals(new QuotedText("ether").find(" "), null);
  assertEquals(new QuotedText("ether").find("sodium hydride"), null);
});

Deno.test("A paragraph is the same however it is wrapped", () => {
  assertEquals(
    paragraphKey("To  a solution\nof NaH (60%)…"),
    paragraphKey("to a solution of NaH (60 %) ..."),
  );
});
