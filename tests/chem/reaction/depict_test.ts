import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { RxnstreamError } from "../../../src/errors.ts";
import { beside, fitted } from "../../../src/chem/reaction/svg_layout.ts";
import { operations, rdkit } from "./support.ts";

const OPTIONS = { width: 640, height: 200, dark: false };
const MAPPED = "[CH3:1][CH2:2]Br.[OH-:3]>CCO>[CH3:1][CH2:2][OH:3]";

function draw(text: string, dark = false): string {
  return operations.depict({ text, format: "smiles", options: { ...OPTIONS, dark } }).svg;
}

Deno.test("A drawing is one SVG document of the size asked for, without a background", () => {
  const svg = draw(MAPPED);
  assert(svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg" width="640" height="200"'));
  assert(svg.endsWith("</svg>"));
  assertEquals(svg.match(/<svg/g)?.length, 1);
  assertEquals(/<rect|<\?xml|<script/.test(svg), false);
});

Deno.test("What changes is highlighted in a mapped reaction only", () => {
  assertStringIncludes(draw(MAPPED).toUpperCase(), "#FFD8");
  assertEquals(draw("CCBr.[OH-]>CCO>CCO").toUpperCase().includes("#FFD8"), false);
});

Deno.test("The dark theme draws no dark bonds", () => {
  assertEquals(draw(MAPPED, true).includes("#1E2328"), false);
  assert(draw(MAPPED, true) !== draw(MAPPED));
});

Deno.test("A component that cannot be read is drawn as its text, escaped", () => {
  assertStringIncludes(draw("C&C.CCO>>CC=O"), "C&amp;C");
});

Deno.test("A text that is no reaction is the request's fault", () => {
  const error = assertThrows(() => draw("hello"), RxnstreamError);
  assertEquals(error.code, "input_invalid");
  assertEquals(rdkit.live, 0);
});

Deno.test("A long sequence is broken into rows where that makes it larger", () => {
  const box = { body: "<path/>", width: 100, height: 50 };
  const wide = fitted(Array.from({ length: 8 }, () => box), { width: 300, height: 300 }, "x");
  const scale = Number(/scale\(([\d.]+)\)/.exec(wide)?.[1]);
  const oneRow = 300 / beside(Array.from({ length: 8 }, () => box)).width;
  assert(scale > 1.5 * oneRow);
});
