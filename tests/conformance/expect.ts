/** How a case reports what is wrong. */

/** What a server does wrong, phrased to follow "fail:". */
export class Failure extends Error {
  override readonly name = "Failure";
}

/** Throws with what is wrong unless the condition holds. */
export function expect(condition: boolean, wrong: string): asserts condition {
  if (!condition) throw new Failure(wrong);
}

/** A text in a form that fits in one line of a report. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 60)}… (${text.length} characters)` : text;
}

/** Expects exactly these texts in this order, and says where they first differ. */
export function expectSame(got: readonly string[], wanted: readonly string[], of = "item"): void {
  const at = wanted.findIndex((item, index) => item !== got[index]);
  if (at >= 0 && at < got.length) {
    throw new Failure(
      `${of} ${at + 1} of ${wanted.length} is ${shown(got[at])} instead of ${shown(wanted[at])}`,
    );
  }
  expect(got.length >= wanted.length, `only ${got.length} of ${wanted.length} ${of}s came`);
  expect(got.length === wanted.length, `${got.length} ${of}s came instead of ${wanted.length}`);
}

/** Expects an answer that makes a client stop and tell its user: a 4xx. */
export function expectRefused(status: number, what: string): void {
  expect(status >= 400 && status < 500, `${what} is answered with ${status} instead of a 4xx`);
}
