import { stripVTControlCharacters } from "node:util";
import {
  assert,
  assertArrayIncludes,
  assertEquals,
  assertGreater,
  assertInstanceOf,
  AssertionError,
  assertLess,
  assertLessOrEqual,
  assertMatch,
  assertNotEquals,
  assertRejects,
  assertStringIncludes,
  assertThrows,
  equal,
} from "@std/assert";

/** Runs an assertion that must fail, and returns its message; does not rely on assertions itself. */
function failureOf(assertion: () => void): string {
  try {
    assertion();
  } catch (error) {
    if (error instanceof AssertionError) return error.message;
    throw error;
  }
  throw new Error(`Assertion passed, although it must fail: ${assertion}`);
}

async function rejectionOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(() => undefined, (error: unknown) => error);
  return failureOf(() => {
    if (error !== undefined) throw error;
  });
}

/** A message as it looks without a terminal. */
function withoutColours(message: string): string {
  return stripVTControlCharacters(message);
}

class Point {
  constructor(readonly x: number) {}
}

function withoutPrototype(properties: object): unknown {
  return Object.assign(Object.create(null), properties);
}

function cycle(value: number): unknown {
  const object: { value: number; self?: unknown } = { value };
  object.self = object;
  return object;
}

const EQUAL: readonly (readonly [about: string, a: unknown, b: unknown])[] = [
  ["NaN", NaN, NaN],
  ["zeros of either sign", 0, -0],
  ["nested plain values", { a: [1, { b: "x" }] }, { a: [1, { b: "x" }] }],
  ["keys in another order", { a: 1, b: 2 }, { b: 2, a: 1 }],
  ["a plain object and one without prototype", { a: 1 }, withoutPrototype({ a: 1 })],
  ["dates", new Date(5), new Date(5)],
  ["invalid dates", new Date(NaN), new Date(NaN)],
  ["patterns", /a/g, /a/g],
  ["addresses", new URL("http://localhost/a"), new URL("http://localhost/a")],
  ["bytes", new Uint8Array([1, 2]), new Uint8Array([1, 2])],
  ["buffers", new Uint8Array([1, 2]).buffer, new Uint8Array([1, 2]).buffer],
  ["sets of objects in another order", new Set([{ a: 1 }, { a: 2 }]), new Set([{ a: 2 }, { a: 1 }])],
  ["maps with object keys", new Map([[{ k: 1 }, [1]]]), new Map([[{ k: 1 }, [1]]])],
  ["instances of one class", new Point(1), new Point(1)],
  ["cycles", cycle(1), cycle(1)],
];

const UNEQUAL: readonly (readonly [about: string, a: unknown, b: unknown])[] = [
  ["a number and its digits", 1, "1"],
  ["null and undefined", null, undefined],
  ["null and an object", null, {}],
  ["an undefined key and a missing one", { a: undefined }, { b: undefined }],
  ["a longer array", [1, 2], [1, 2, undefined]],
  ["an array and an object of its keys", [1], { 0: 1 }],
  ["symbol keys", { [Symbol.iterator]: 1 }, { [Symbol.iterator]: 2 }],
  ["dates", new Date(5), new Date(6)],
  ["flags of patterns", /a/g, /a/i],
  ["addresses", new URL("http://localhost/a"), new URL("http://localhost/b")],
  ["bytes of another type", new Uint8Array([1]), new Int8Array([1])],
  ["bytes", new Uint8Array([1, 2]), new Uint8Array([1, 3])],
  ["sets of objects", new Set([{ a: 1 }, { a: 3 }]), new Set([{ a: 1 }, { a: 2 }])],
  ["values of maps", new Map([["a", { b: 1 }]]), new Map([["a", { b: 2 }]])],
  ["instances and plain objects", new Point(1), { x: 1 }],
  ["two functions of one text", () => 1, () => 1],
  ["cycles", cycle(1), cycle(2)],
];

Deno.test("equal() finds equal values equal, in either order", () => {
  for (const [about, a, b] of EQUAL) assert(equal(a, b) && equal(b, a), about);
});

Deno.test("equal() finds unequal values unequal, in either order", () => {
  for (const [about, a, b] of UNEQUAL) assert(!equal(a, b) && !equal(b, a), about);
});

Deno.test("equal() takes one object of a set as the counterpart of several equal ones", () => {
  const [twice, once] = [new Set([{ a: 1 }, { a: 1 }]), new Set([{ a: 1 }, { a: 2 }])];
  assert(equal(twice, once) && !equal(once, twice));
});

Deno.test("equal() refuses values whose content cannot be read", () => {
  assertThrows(() => equal(new WeakMap(), new WeakMap()), TypeError, "Cannot compare WeakMap instances");
  assertThrows(() => equal(new WeakSet(), new WeakSet()), TypeError, "Cannot compare WeakSet instances");
});

Deno.test("assertEquals() shows the lines in which the two values differ", () => {
  const message = withoutColours(
    failureOf(() => assertEquals({ a: 1, b: [2, 3] }, { a: 1, b: [2, 4] }, "of the lists")),
  );
  assertEquals(
    message.split("\n").filter((line) => /^Values|^[-+]/.test(line)),
    ["Values are not equal: of the lists", "-       3,", "+       4,"],
  );
});

Deno.test("assertEquals() compares two strings line by line, and shows how their lines end", () => {
  const message = failureOf(() => assertEquals("one\ntwo\nthree", "one\n2\r\n\tthree"));
  assertEquals(
    withoutColours(message),
    "Values are not equal.\n\n\n    [Diff] Actual / Expected\n\n\n" +
      "    one\\n\n-   two\\n\n-   three\n+   2\\r\\n\r\n+   \\tthree\n\n",
  );
});

Deno.test("assertEquals() shows what only the longer value has first", () => {
  const signs = (actual: string, expected: string) =>
    withoutColours(failureOf(() => assertEquals(actual, expected))).match(/^[-+]/gm)?.join("");
  assertEquals([signs("a", "b\nc"), signs("b\nc", "a"), signs("a", "b")], ["++-", "--+", "-+"]);
});

Deno.test("Each simple assertion passes, fails with its values and adds the caller's message", () => {
  const cases: readonly (readonly [pass: () => void, fail: () => void, message: string])[] = [
    [() => assert(1), () => assert(0, "zero"), "zero"],
    [() => assertNotEquals(1, 2), () => assertNotEquals(1, 1, "m"), "Expected actual: 1 not to be: 1: m"],
    [
      () => assertStringIncludes("abc", "b"),
      () => assertStringIncludes("abc", "x"),
      'Expected actual: "abc" to contain: "x".',
    ],
    [
      () => assertMatch("abc", /b/),
      () => assertMatch("abc", /x/, "m"),
      'Expected actual: "abc" to match: "/x/": m',
    ],
    [
      () => assertInstanceOf(new TypeError(), Error),
      () => assertInstanceOf(new Error(), TypeError),
      'Expected object to be an instance of "TypeError" but was "Error".',
    ],
    [
      () => assertInstanceOf([], Array),
      () => assertInstanceOf(null, Array, "m"),
      'Expected object to be an instance of "Array" but was "null": m',
    ],
    [() => assertGreater(2, 1), () => assertGreater(1, 1), "Expect 1 > 1"],
    [() => assertLess(1, 2), () => assertLess(1, NaN), "Expect 1 < NaN"],
    [() => assertLessOrEqual(1, 1), () => assertLessOrEqual(2, 1, "m"), "m"],
    [
      () => assertArrayIncludes([{ a: 1 }, { a: 2 }], [{ a: 2 }]),
      () => assertArrayIncludes(["a"], ["a", "b"]),
      'Expected actual: "[\n  "a",\n]" to include: "[\n  "a",\n  "b",\n]".\nmissing: [\n  "b",\n]',
    ],
  ];
  for (const [pass, failing, message] of cases) {
    pass();
    assertEquals(failureOf(failing), message);
  }
});

Deno.test("assertThrows() returns the error, and fails without one, for another class and for another message", () => {
  const error = new RangeError("Cannot count");
  const throwing = () => {
    throw error;
  };
  assert(assertThrows(throwing, RangeError, "count") === error);
  assert(assertThrows(throwing) === error);
  assertEquals(failureOf(() => assertThrows(() => 1, "m")), "Expected function to throw: m");
  assertStringIncludes(failureOf(() => assertThrows(throwing, TypeError)), 'but was "RangeError"');
  assertStringIncludes(failureOf(() => assertThrows(throwing, RangeError, "read")), 'include "read"');
  const throwingText = () => AbortSignal.abort("text").throwIfAborted();
  assertEquals(assertThrows(throwingText), "text");
  assertEquals(failureOf(() => assertThrows(throwingText, Error)), "A non-Error object was thrown.");
});

Deno.test("assertRejects() resolves to the error, and fails without one, for another one and for a synchronous throw", async () => {
  const error = new DOMException("Cannot wait", "AbortError");
  const rejecting = () => Promise.reject(error);
  assert(await assertRejects(rejecting, DOMException, "wait") === error);
  assert(await assertRejects(rejecting) === error);
  assertEquals(
    await rejectionOf(assertRejects(() => Promise.resolve(), "m")),
    "Expected function to reject: m",
  );
  assertStringIncludes(await rejectionOf(assertRejects(rejecting, TypeError)), 'but was "DOMException"');
  assertStringIncludes(await rejectionOf(assertRejects(rejecting, Error, "read")), 'include "read"');
  const throwing = () => {
    throw error;
  };
  assertEquals(await rejectionOf(assertRejects(throwing)), "Function throws when expected to reject.");
});
