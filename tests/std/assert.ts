/**
 * The part of `@std/assert` that the tests use, since it cannot be fetched everywhere. It behaves like the original, so the tests
 * of this file pass with the original too; but messages have no colours.
 */
import { diff, stripVTControlCharacters } from "node:util";

/** A class of errors, abstract or not, of any constructor. */
type ErrorClass<E extends Error> = abstract new (...args: never[]) => E;

/** An array or anything indexed like one, but not a string. */
export type ArrayLikeArg<T> = ArrayLike<T> & object;

/** Thrown by a failed assertion. */
export class AssertionError extends Error {
  override name = "AssertionError";
}

/** Asserts that `expr` is truthy. */
export function assert(expr: unknown, msg = ""): asserts expr {
  if (!expr) throw new AssertionError(msg);
}

/** Asserts that two values are {@linkcode equal}. */
export function assertEquals<T>(actual: T, expected: T, msg?: string): void {
  if (equal(actual, expected)) return;
  throw new AssertionError(`Values are not equal${suffix(msg)}\n${difference(actual, expected)}`);
}

/** Asserts that two values are not {@linkcode equal}. */
export function assertNotEquals<T>(actual: T, expected: T, msg?: string): void {
  if (!equal(actual, expected)) return;
  throw new AssertionError(
    `Expected actual: ${format(actual)} not to be: ${format(expected)}${suffix(msg)}`,
  );
}

/** Asserts that one string includes another. */
export function assertStringIncludes(actual: string, expected: string, msg?: string): void {
  if (actual.includes(expected)) return;
  throw new AssertionError(`Expected actual: "${actual}" to contain: "${expected}"${suffix(msg)}`);
}

/** Asserts that a string matches a pattern. */
export function assertMatch(actual: string, expected: RegExp, msg?: string): void {
  if (expected.test(actual)) return;
  throw new AssertionError(`Expected actual: "${actual}" to match: "${expected}"${suffix(msg)}`);
}

/** Asserts that `actual` includes an element {@linkcode equal} to each one of `expected`, in any order. */
export function assertArrayIncludes<T>(
  actual: ArrayLikeArg<T>,
  expected: ArrayLikeArg<T>,
  msg?: string,
): void {
  const present = Array.from(actual);
  const missing = Array.from(expected).filter((item) => !present.some((other) => equal(item, other)));
  if (missing.length === 0) return;
  throw new AssertionError(
    `Expected actual: "${format(actual)}" to include: "${format(expected)}"${suffix(msg)}\n` +
      `missing: ${format(missing)}`,
  );
}

/** Asserts that `actual` is an instance of a class. */
export function assertInstanceOf<T extends abstract new (...args: never[]) => unknown>(
  actual: unknown,
  expectedType: T,
  msg = "",
): asserts actual is InstanceType<T> {
  if (actual instanceof expectedType) return;
  const kind = actual === null
    ? "null"
    : typeof actual === "object"
    ? actual.constructor?.name ?? "Object"
    : typeof actual;
  const found = kind === expectedType.name
    ? ""
    : kind === "function"
    ? " but was not an instanced object"
    : ` but was "${kind}"`;
  throw new AssertionError(
    `Expected object to be an instance of "${expectedType.name}"${found}${suffix(msg)}`,
  );
}

/** Asserts `actual > expected`. */
export function assertGreater<T>(actual: T, expected: T, msg?: string): void {
  if (!(actual > expected)) failOrder(actual, ">", expected, msg);
}

/** Asserts `actual < expected`. */
export function assertLess<T>(actual: T, expected: T, msg?: string): void {
  if (!(actual < expected)) failOrder(actual, "<", expected, msg);
}

/** Asserts `actual <= expected`. */
export function assertLessOrEqual<T>(actual: T, expected: T, msg?: string): void {
  if (!(actual <= expected)) failOrder(actual, "<=", expected, msg);
}

/** Asserts that `fn` throws, and returns what it threw. */
export function assertThrows(fn: () => unknown, msg?: string): unknown;
/** Asserts that `fn` throws an error of a class, whose message includes a text, and returns that error. */
export function assertThrows<E extends Error = Error>(
  fn: () => unknown,
  ErrorClass: ErrorClass<E>,
  msgIncludes?: string,
  msg?: string,
): E;
export function assertThrows<E extends Error = Error>(
  fn: () => unknown,
  ...rest: Expectation<E>
): unknown {
  const [expected, msgIncludes, msg] = readExpectation(rest, "thrown");
  try {
    fn();
  } catch (error) {
    checkError(error, expected, msgIncludes, msg, "thrown");
    return error;
  }
  throw new AssertionError(`Expected function to throw${suffix(msg)}`);
}

/** Asserts that the promise of `fn` rejects, and resolves to its reason. */
export function assertRejects(fn: () => PromiseLike<unknown>, msg?: string): Promise<unknown>;
/**
 * Asserts that the promise of `fn` rejects with an error of a class, whose message includes a text, and resolves
 * to that error.
 *
 * A function that throws before it returns a promise fails the assertion.
 */
export function assertRejects<E extends Error = Error>(
  fn: () => PromiseLike<unknown>,
  ErrorClass: ErrorClass<E>,
  msgIncludes?: string,
  msg?: string,
): Promise<E>;
export async function assertRejects<E extends Error = Error>(
  fn: () => PromiseLike<unknown>,
  ...rest: Expectation<E>
): Promise<unknown> {
  const [expected, msgIncludes, msg] = readExpectation(rest, "rejected");
  let promise: PromiseLike<unknown> | undefined;
  try {
    promise = fn();
  } catch {
    // Reported below, together with a function that returned no promise.
  }
  if (typeof promise !== "object" || typeof promise?.then !== "function") {
    throw new AssertionError(`Function throws when expected to reject${suffix(msg)}`);
  }
  try {
    await promise;
  } catch (error) {
    checkError(error, expected, msgIncludes, msg, "rejected");
    return error;
  }
  throw new AssertionError(`Expected function to reject${suffix(msg)}`);
}

/**
 * Whether two values are deeply equal.
 *
 * 0 equals -0 and NaN equals NaN; an object without prototype equals a plain one; a key that is missing differs
 * from one that is undefined; maps and sets are compared without order; functions only by reference.
 *
 * @throws {TypeError} If a value is a `WeakMap` or `WeakSet`, whose content cannot be read.
 */
export function equal(a: unknown, b: unknown): boolean {
  return compare(a, b, new Map());
}

type Key = string | symbol;
type How = "thrown" | "rejected";
type Indexed = Record<Key, unknown>;
type Expectation<E extends Error> = [expected?: ErrorClass<E> | string, msgIncludes?: string, msg?: string];

const TypedArray = Object.getPrototypeOf(Uint8Array) as abstract new () => Uint8Array;

/** Classes whose instances do not keep their value in properties but give it in full as a string. */
const TOLD_BY_STRING: ReadonlySet<unknown> = new Set(
  [Intl.Locale, RegExp, URL, URLSearchParams, ...Object.values(globalThis.Temporal ?? {})]
    .filter((value) => typeof value === "function").map((value) => value.prototype),
);

function compare(a: unknown, b: unknown, seen: Map<object, object>): boolean {
  if (a === b || Object.is(a, b)) return true;
  if (!isObject(a) || !isObject(b)) return false;
  if (a instanceof Date && b instanceof Date) return Object.is(a.getTime(), b.getTime());
  if (prototypeOf(a) !== prototypeOf(b)) return false;
  if (a instanceof TypedArray) return compareBytes(a, b as Uint8Array);
  if (a instanceof ArrayBuffer || a instanceof SharedArrayBuffer) {
    return compareBytes(new Uint8Array(a), new Uint8Array(b as ArrayBuffer));
  }
  if (a instanceof WeakMap || a instanceof WeakSet) {
    throw new TypeError(`Cannot compare ${a[Symbol.toStringTag]} instances`);
  }
  if (a instanceof WeakRef) return compare(a.deref(), (b as WeakRef<WeakKey>).deref(), seen);
  if (seen.get(a) === b) return true;
  if (Object.keys(a).length !== Object.keys(b).length) return false;
  seen.set(a, b);
  if (a instanceof Map) return compareEntries(a, b as typeof a, seen);
  if (a instanceof Set) return compareEntries(asMap(a), asMap(b as typeof a), seen);
  if (TOLD_BY_STRING.has(Object.getPrototypeOf(a))) return String(a) === String(b);
  const keys = new Set([...keysOf(a), ...keysOf(b)]);
  return keys.values().every((key) =>
    key in a === key in b && compare((a as Indexed)[key], (b as Indexed)[key], seen)
  );
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function prototypeOf(value: object): unknown {
  return Object.getPrototypeOf(value) ?? Object.prototype;
}

function compareBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i] || Object.is(value, b[i]));
}

function asMap(set: ReadonlySet<unknown>): Map<unknown, unknown> {
  return new Map(set.values().map((value) => [value, value]));
}

/** Like the original, lets several entries of `a` have the same counterpart in `b`. */
function compareEntries(
  a: Map<unknown, unknown>,
  b: Map<unknown, unknown>,
  seen: Map<object, object>,
): boolean {
  if (a.size !== b.size) return false;
  if (a.keys().every((key) => !isObject(key))) {
    return a.entries().every(([key, value]) => b.has(key) && compare(value, b.get(key), seen));
  }
  return a.entries().every(([key, value]) =>
    b.entries().some(([other, otherValue]) =>
      compare(key, other, seen) &&
      (key === value && other === otherValue || compare(value, otherValue, seen))
    )
  );
}

/** The keys to compare: the enumerable ones of plain objects and arrays, all the inherited ones of others. */
function keysOf(value: object): Key[] {
  const prototype = prototypeOf(value);
  if (prototype === Object.prototype || prototype === Array.prototype) return Reflect.ownKeys({ ...value });
  const keys: Key[] = [];
  for (
    let part: object | null = value;
    part !== null && part !== Object.prototype && part !== Array.prototype;
    part = Object.getPrototypeOf(part)
  ) keys.push(...Reflect.ownKeys(part));
  return keys;
}

/** Reads the arguments after the function; what is neither a message nor a class of errors expects nothing. */
function readExpectation<E extends Error>(
  [expected, msgIncludes, msg]: Expectation<E>,
  how: How,
): [ErrorClass<E> | undefined, string | undefined, string | undefined] {
  if (typeof expected === "string") return [undefined, undefined, expected];
  const prototype: unknown = expected?.prototype;
  const isClass = expected === undefined || prototype === Error.prototype || prototype instanceof Error;
  return isClass
    ? [expected, msgIncludes, msg]
    : [undefined, undefined, how === "thrown" ? msgIncludes : msg];
}

function checkError<E extends Error>(
  error: unknown,
  expected: ErrorClass<E> | undefined,
  msgIncludes: string | undefined,
  msg: string | undefined,
  how: How,
): void {
  if (!expected) return;
  if (!(error instanceof Error)) throw new AssertionError(`A non-Error object was ${how}${suffix(msg)}`);
  if (!(error instanceof expected)) {
    throw new AssertionError(
      `Expected error to be instance of "${expected.name}", but was "${error.constructor?.name}"${
        suffix(msg)
      }`,
    );
  }
  const [text, part] = [error.message, msgIncludes ?? ""].map(stripVTControlCharacters);
  if (text?.includes(part ?? "")) return;
  throw new AssertionError(
    `Expected error message to include ${JSON.stringify(msgIncludes)}, ` +
      `but got ${JSON.stringify(error.message)}${suffix(msg)}`,
  );
}

function failOrder(actual: unknown, relation: string, expected: unknown, msg?: string): never {
  throw new AssertionError(msg ?? `Expect ${format(actual)} ${relation} ${format(expected)}`);
}

function suffix(msg?: string): string {
  return msg ? `: ${msg}` : ".";
}

function format(value: unknown): string {
  return Deno.inspect(value, {
    compact: false,
    depth: Infinity,
    getters: true,
    iterableLimit: Infinity,
    sorted: true,
    strAbbreviateSize: Infinity,
    trailingComma: true,
  });
}

/**
 * The lines of two values, those only in `actual` marked "-" and those only in `expected` "+". For two strings it also shows how
 * their lines end.
 */
function difference(actual: unknown, expected: unknown): string {
  const [left = [], right = []] = typeof actual === "string" && typeof expected === "string"
    ? [actual, expected].map((text) => `${withSignsForControls(text)}\n`.match(/[^\n]*\n/g) ?? [])
    : [actual, expected].map((value) => format(value).split("\n").map((line) => `${line}\n`));
  // The part that only the longer side has comes first.
  const isSwapped = right.length > left.length;
  const lines = (isSwapped ? diff(right, left) : diff(left, right))
    .map(([operation, line]) => {
      const sign = operation === 0 ? " " : operation > 0 === isSwapped ? "+" : "-";
      return `${sign}   ${line}`;
    });
  const end = typeof actual === "string" && typeof expected === "string" ? "\n" : "";
  return `\n\n    [Diff] Actual / Expected\n\n\n${lines.join("")}${end}`;
}

/** A text with JavaScript escapes added at its line ends, and replacing its other control characters that have one. */
function withSignsForControls(text: string): string {
  const signs: Readonly<Record<string, string>> = {
    "\\": "\\\\",
    "\b": "\\b",
    "\f": "\\f",
    "\t": "\\t",
    "\v": "\\v",
    "\r\n": "\\r\\n\r\n",
    "\r": "\\r",
    "\n": "\\n\n",
  };
  return text.replaceAll(/\r\n|[\\\b\f\t\v\r\n]/g, (found) => signs[found] ?? found);
}
