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

/** Throws an {@linkcode AssertionError} in every case. */
export function fail(msg?: string): never {
  throw new AssertionError(`Failed assertion${suffix(msg)}`);
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

/** Asserts that two values are one by `Object.is`. */
export function assertStrictEquals<T>(actual: unknown, expected: T, msg?: string): asserts actual is T {
  if (Object.is(actual, expected)) return;
  const text = format(actual);
  throw new AssertionError(
    text === format(expected)
      ? `Values have the same structure but are not reference-equal${suffix(msg)}\n\n${indent(text)}\n`
      : `Values are not strictly equal${suffix(msg)}\n${difference(actual, expected)}`,
  );
}

/** Asserts that a value is neither null nor undefined. */
export function assertExists<T>(actual: T, msg?: string): asserts actual is NonNullable<T> {
  if (actual !== undefined && actual !== null) return;
  throw new AssertionError(`Expected actual: "${actual}" to not be null or undefined${suffix(msg)}`);
}

/** Asserts that one string holds another. */
export function assertStringIncludes(actual: string, expected: string, msg?: string): void {
  if (actual.includes(expected)) return;
  throw new AssertionError(`Expected actual: "${actual}" to contain: "${expected}"${suffix(msg)}`);
}

/** Asserts that a string matches a pattern. */
export function assertMatch(actual: string, expected: RegExp, msg?: string): void {
  if (expected.test(actual)) return;
  throw new AssertionError(`Expected actual: "${actual}" to match: "${expected}"${suffix(msg)}`);
}

/** Asserts that `actual` holds an element {@linkcode equal} to each one of `expected`, in any order. */
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

/** Asserts `actual >= expected`. */
export function assertGreaterOrEqual<T>(actual: T, expected: T, msg?: string): void {
  if (!(actual >= expected)) failOrder(actual, ">=", expected, msg);
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
  const [expected, msgIncludes, msg] = readExpectation(rest);
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
  const [expected, msgIncludes, msg] = readExpectation(rest);
  let promise: PromiseLike<unknown> | undefined;
  try {
    promise = fn();
  } catch {
    // Told below, with the case of a function that returned no promise.
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
 * Tells whether two values are deeply equal.
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
type Indexed = Record<Key, unknown>;
type Expectation<E extends Error> = [expected?: ErrorClass<E> | string, msgIncludes?: string, msg?: string];

const TypedArray = Object.getPrototypeOf(Uint8Array) as abstract new () => Uint8Array;

/** Classes whose instances keep their value out of their properties but tell it whole as a string. */
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
  if (TOLD_BY_STRING.has(Object.getPrototypeOf(a))) return String(a) === String(b);
  if (seen.get(a) === b) return true;
  if (Object.keys(a).length !== Object.keys(b).length) return false;
  seen.set(a, b);
  if (a instanceof Map) return compareEntries(a, b as typeof a, seen);
  if (a instanceof Set) return compareEntries(asMap(a), asMap(b as typeof a), seen);
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

function compareEntries(
  a: Map<unknown, unknown>,
  b: Map<unknown, unknown>,
  seen: Map<object, object>,
): boolean {
  if (a.size !== b.size) return false;
  const unmatched = [...b].filter(([key]) => isObject(key));
  return a.entries().every(([key, value]) => {
    if (!isObject(key)) return b.has(key) && compare(value, b.get(key), seen);
    const match = unmatched.findIndex(([k, v]) => compare(key, k, seen) && compare(value, v, seen));
    if (match >= 0) unmatched.splice(match, 1);
    return match >= 0;
  });
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
): [ErrorClass<E> | undefined, string | undefined, string | undefined] {
  if (typeof expected === "string") return [undefined, undefined, expected];
  const prototype: unknown = expected?.prototype;
  return prototype === Error.prototype || prototype instanceof Error
    ? [expected, msgIncludes, msg]
    : [undefined, undefined, msg ?? msgIncludes];
}

function checkError<E extends Error>(
  error: unknown,
  expected: ErrorClass<E> | undefined,
  msgIncludes: string | undefined,
  msg: string | undefined,
  how: "thrown" | "rejected",
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

function indent(text: string): string {
  return text.replaceAll(/^/gm, "    ");
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

/** The lines of two values, those of `actual` alone marked "-" and those of `expected` alone "+". */
function difference(actual: unknown, expected: unknown): string {
  const bothStrings = typeof actual === "string" && typeof expected === "string";
  const [left, right] = [actual, expected].map((value) =>
    (bothStrings ? String(value) : format(value)).split("\n")
  );
  const lines = diff(left ?? [], right ?? [])
    .map(([operation, line]) => `${operation > 0 ? "-" : operation < 0 ? "+" : " "}   ${line}`);
  return `\n\n    [Diff] Actual / Expected\n\n\n${lines.join("\n")}\n`;
}
