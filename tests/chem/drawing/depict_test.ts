import {
  assert,
  assertEquals,
  assertGreater,
  assertLess,
  assertNotEquals,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { RxnstreamError } from "../../../src/errors.ts";
import { DARK, LIGHT } from "../../../src/chem/drawing/drawing_theme.ts";
import { beside, fitted } from "../../../src/chem/drawing/svg_layout.ts";
import { operations, rdkit } from "../support/reaction_chain.ts";

const OPTIONS = { width: 640, height: 200, dark: false, atomMaps: false };
const ETHER = "[CH3:1][CH2:2]Br.[OH-:3]>CCO>[CH3:1][CH2:2][OH:3]";

function draw(text: string, options: Partial<typeof OPTIONS> = {}): string {
  return operations.depict({ text, format: "smiles", options: { ...OPTIONS, ...options } }).svg;
}

/** Attributes of every element of a class, by name. */
function elements(svg: string, className: string): readonly Readonly<Record<string, string>>[] {
  return [...svg.matchAll(/<[a-z]+ ([^<>]*)>/g)].map(([, text = ""]) =>
    Object.fromEntries(
      [...text.matchAll(/([\w-]+)=["']([^"']*)["']/g)].map(([, name, value]) => [name, value]),
    )
  ).filter((attributes) => (attributes["class"] ?? "").split(" ").includes(className));
}

/** The part of a drawing that shows the nth molecule of a role. */
function molecule(svg: string, role: string, n = 0): string {
  const parts = svg.split('<g class="molecule ');
  return parts.filter((part) => part.startsWith(`${role}"`))[n] ?? "";
}

/** Where the atoms of a molecule are drawn, by map number. */
function positions(svg: string): ReadonlyMap<string, readonly [number, number]> {
  return new Map(
    elements(svg, "target").map((circle) => [
      circle["data-map"] ?? "",
      [Number(circle["cx"]), Number(circle["cy"])] as const,
    ]),
  );
}

/** Map numbers of the atoms whose centres a mark touches. */
function marked(svg: string, change: string): readonly string[] {
  const at = positions(svg);
  return elements(svg, change).flatMap((mark) => {
    const points = mark["d"] ?? `${mark["cx"]},${mark["cy"]}`;
    const atoms = [...points.matchAll(/([\d.-]+),([\d.-]+)/g)].map(([, x, y]) =>
      [...at].find(([, point]) => Math.hypot(point[0] - Number(x), point[1] - Number(y)) < 9)?.[0] ?? "none"
    );
    return [atoms.sort().join("-")];
  }).sort();
}

/** Largest difference between the shapes that the atoms common to two molecules have. */
function misfit(a: string, b: string): number {
  const [left, right] = [positions(a), positions(b)];
  const shared = [...left.keys()].filter((map) => right.has(map));
  const origin = shared[0] ?? "";
  return Math.max(...shared.map((map) => {
    const relative = (at: ReadonlyMap<string, readonly [number, number]>, axis: 0 | 1) =>
      (at.get(map)?.[axis] ?? NaN) - (at.get(origin)?.[axis] ?? NaN);
    return Math.hypot(relative(left, 0) - relative(right, 0), relative(left, 1) - relative(right, 1));
  }));
}

Deno.test("A drawing is one SVG document of the size asked for, without a background, styles or scripts", () => {
  const svg = draw(ETHER);
  assert(svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg" width="640" height="200"'));
  assert(svg.endsWith("</svg>"));
  assertEquals(svg.match(/<svg/g)?.length, 1);
  assertEquals(/<rect|<\?xml|<script|style=/.test(svg), false);
  assertEquals(draw(ETHER), svg);
});

Deno.test("Exactly the atoms and bonds that change are highlighted, and none without a mapping", () => {
  const svg = draw(ETHER);
  const [bromide, hydroxide, product] = [
    molecule(svg, "reactant"),
    molecule(svg, "reactant", 1),
    molecule(svg, "product"),
  ];
  assertEquals([marked(bromide, "broken"), marked(bromide, "atom")], [["2-none"], ["2"]]);
  assertEquals([marked(hydroxide, "broken"), marked(hydroxide, "atom")], [[], ["3"]]);
  assertEquals([marked(product, "made"), marked(product, "atom")], [["2-3"], ["2", "3"]]);
  assertEquals(elements(draw("CCBr.[OH-]>CCO>CCO"), "change"), []);
});

Deno.test("A bond that changes its order is distinguished from bonds made and broken", () => {
  const svg = draw(
    "[CH2:1]=[CH:2][CH:3]=[CH2:4].[CH2:5]=[CH2:6]>>[CH:2]1=[CH:3][CH2:4][CH2:5][CH2:6][CH2:1]1",
  );
  assertEquals(marked(molecule(svg, "reactant"), "order"), ["1-2", "2-3", "3-4"]);
  assertEquals(marked(molecule(svg, "reactant", 1), "order"), ["5-6"]);
  assertEquals(marked(molecule(svg, "product"), "made"), ["1-6", "4-5"]);
  assertEquals(marked(molecule(svg, "product"), "order"), ["1-2", "2-3", "3-4", "5-6"]);
  assertEquals(elements(svg, "broken"), []);
});

Deno.test("Every atom found on both sides has one target on each, with its number and element", () => {
  const svg = draw(ETHER);
  const left = [
    ...elements(molecule(svg, "reactant"), "target"),
    ...elements(molecule(svg, "reactant", 1), "target"),
  ];
  const right = elements(molecule(svg, "product"), "target");
  const names = (circles: readonly Readonly<Record<string, string>>[]) =>
    circles.map((circle) => `${circle["data-element"]}${circle["data-map"]}`).sort();
  assertEquals(names(left), ["C1", "C2", "O3"]);
  assertEquals(names(right), names(left));
  assertEquals(elements(svg, "centre").map((circle) => circle["data-map"]).sort(), ["2", "2", "3", "3"]);
  assertEquals(elements(molecule(svg, "agent"), "target"), []);
});

Deno.test("The shared part of reactants and products has one orientation and shape", () => {
  const suzuki = draw(
    "[CH3:1][C:2](=[O:3])[c:4]1[cH:5][cH:6][c:7](Br)[cH:8][cH:9]1.OB(O)[c:10]1[cH:11][cH:12][cH:13][cH:14][cH:15]1>>" +
      "[CH3:1][C:2](=[O:3])[c:4]1[cH:5][cH:6][c:7](-[c:10]2[cH:11][cH:12][cH:13][cH:14][cH:15]2)[cH:8][cH:9]1",
  );
  const product = molecule(suzuki, "product");
  assertLess(misfit(molecule(suzuki, "reactant"), product), 1);
  assertLess(misfit(molecule(suzuki, "reactant", 1), product), 1);
  const hydrolysis = draw(
    "[CH3:1][CH2:2][CH2:3][CH:4]([CH3:5])[CH2:6][C:7](=[O:8])[O:9]CC>>[CH3:1][CH2:2][CH2:3][CH:4]([CH3:5])[CH2:6][C:7](=[O:8])[OH:9]",
  );
  assertLess(misfit(molecule(hydrolysis, "reactant"), molecule(hydrolysis, "product")), 1);
});

Deno.test("A diene is drawn in the shape of the ring that it forms, but no ring is torn to fit a chain", () => {
  const closing = draw(
    "[CH2:1]=[CH:2][CH:3]=[CH2:4].[CH2:5]=[CH2:6]>>[CH:2]1=[CH:3][CH2:4][CH2:5][CH2:6][CH2:1]1",
  );
  assertLess(misfit(molecule(closing, "reactant"), molecule(closing, "product")), 1);
  const opening = draw(
    "[CH2:1]1[CH2:2][CH2:3][CH:4]=[CH:5][CH2:6]1>>[CH2:1]([CH2:2][CH2:3][CH:4]=[O:7])[CH2:6][CH:5]=[O:8]",
  );
  const at = [...positions(molecule(opening, "reactant")).values()];
  const lengths = at.flatMap((a, i) => at.slice(i + 1).map((b) => Math.hypot(a[0] - b[0], a[1] - b[1])));
  assertGreater(Math.min(...lengths), 30);
  assertEquals(lengths.filter((length) => length < 40).length, 6);
});

Deno.test("Double bonds keep their configuration, whatever their molecule is laid out to fit", () => {
  const svg = draw("[CH3:1]/[CH:2]=[CH:3]/[CH3:4]>>[CH3:1]/[CH:2]=[CH:3]\\[CH3:4]");
  const side = (part: string) => {
    const at = positions(part);
    const [a, b, c, d] = ["1", "2", "3", "4"].map((map) => at.get(map) ?? [NaN, NaN] as const);
    assert(a && b && c && d);
    const across = (p: readonly [number, number]) =>
      Math.sign((c[0] - b[0]) * (p[1] - b[1]) - (c[1] - b[1]) * (p[0] - b[0]));
    return across(a) * across(d);
  };
  assertEquals([side(molecule(svg, "reactant")), side(molecule(svg, "product"))], [-1, 1]);
});

Deno.test("Atom map numbers are written on demand", () => {
  const plain = draw(ETHER);
  const numbered = draw(ETHER, { atomMaps: true });
  const paths = (svg: string) => svg.match(/<path/g)?.length ?? 0;
  // Three atoms on either side; each number is at least one path.
  assertEquals(paths(numbered) - paths(plain), 6);
  assertEquals(elements(numbered, "target").length, elements(plain, "target").length);
});

Deno.test("Agents with a name and conditions are text at the arrow, and salts that stand apart are one molecule", () => {
  const text = "[CH3:1][CH2:2]Br.[N-:3]=[N+:4]=[N-:5]>CN(C)C=O.[Na+].ClCCl>[CH3:1][CH2:2][N:3]=[N+:4]=[N-:5]";
  const svg = operations.depict({
    text,
    format: "smiles",
    options: { ...OPTIONS, conditions: ["80 °C, 2 h", "yield 91 %"] },
  }).svg;
  for (const line of [">DMF,</text>", ">DCM</text>", ">80 °C, 2 h</text>", ">yield 91 %</text>"]) {
    assertStringIncludes(svg, line);
  }
  assertEquals(svg.match(/class="molecule reactant"/g)?.length, 2);
});

Deno.test("The dark theme draws no dark bonds, hydrogens or arrows", () => {
  const chiral = "[H][C@@:1]1([OH:5])[CH2:2][CH2:3][C@H:4]1C>>O[C@@H:1]1[CH2:2][CH2:3][C@H:4]1C";
  for (const text of [ETHER, chiral]) {
    const dark = draw(text, { dark: true });
    assertEquals(/#000000|#1E2328|#1f2328/.test(dark), false);
    assertNotEquals(dark, draw(text));
  }
});

Deno.test("A component that cannot be read is drawn as its text, escaped", () => {
  const svg = draw("C<script&x.CCO>>CC=O");
  assertStringIncludes(svg, ">C&lt;script&amp;x</text>");
  assertEquals(svg.includes("<script"), false);
  const titled = fitted([], OPTIONS, `</title><script>"'&\u0000\ud800`);
  assertStringIncludes(titled, "<title>&lt;/title&gt;&lt;script&gt;&quot;'&amp; \ufffd</title>");
});

Deno.test("A text that is not a reaction is the request's fault", () => {
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

/** Linear RGB as seen without one kind of cones (Machado, Oliveira, Fernandes 2009, severity 1.0). */
const VISIONS: Readonly<Record<string, readonly (readonly [number, number, number])[]>> = {
  normal: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [
    -0.003882,
    -0.048116,
    1.051998,
  ]],
  deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [
    -0.01182,
    0.04294,
    0.968881,
  ]],
  tritanopia: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [
    0.004733,
    0.691367,
    0.3039,
  ]],
};

function lab(colour: string, vision: readonly (readonly [number, number, number])[]): readonly number[] {
  const linear = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255).map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  );
  const [r = 0, g = 0, b = 0] = vision.map((row) =>
    Math.min(1, Math.max(0, row.reduce((sum, factor, k) => sum + factor * (linear[k] ?? 0), 0)))
  );
  const [x = 0, y = 0, z = 0] = [
    (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
    0.2126 * r + 0.7152 * g + 0.0722 * b,
    (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
  ].map((value) => value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

Deno.test("With hundreds of molecules, the first are drawn and the others are counted", () => {
  const side = Array.from({ length: 300 }, (_, i) => `[CH3:${2 * i + 1}][CH3:${2 * i + 2}]`).join(".");
  for (const text of [`${side}>>${side}`, `${"C.".repeat(299)}C>${"O.".repeat(299)}O>${"C.".repeat(299)}C`]) {
    const svg = draw(text);
    assertEquals(svg.match(/class="molecule product"/g)?.length, 24);
    assertStringIncludes(svg, ">276 more</text>");
  }
});

Deno.test("The colours of changes can be told apart with every kind of colour vision, in light and dark", () => {
  for (const { change } of [LIGHT, DARK]) {
    const colours = Object.entries(change);
    for (const [vision, matrix] of Object.entries(VISIONS)) {
      colours.forEach(([name, colour], index) => {
        for (const [other, second] of colours.slice(index + 1)) {
          const [a, b] = [lab(colour, matrix), lab(second, matrix)];
          const distance = Math.hypot(...a.map((value, k) => value - (b[k] ?? 0)));
          assertGreater(distance, 12, `${name} and ${other}, ${vision}`);
        }
      });
    }
  }
});
