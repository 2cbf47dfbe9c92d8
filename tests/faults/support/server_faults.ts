/** What a faulty server reports about itself. */
import { assertEquals, assertMatch } from "@std/assert";
import { until } from "../../support/until.ts";

/** `/readyz`: status and problems. */
export async function readiness(url: string): Promise<{ status: number; problems: readonly string[] }> {
  const response = await fetch(`${url}/readyz`);
  return { status: response.status, problems: (await response.json()).problems };
}

/** Resolves when `/readyz` answers with this status. */
export async function untilReadiness(url: string, status: number): Promise<readonly string[]> {
  return (await until(() => readiness(url), { is: (answer) => answer.status === status })).problems;
}

/** Asserts that the answer is a problem with this status, whose detail is as expected. */
export async function assertProblem(
  response: Response,
  expected: { readonly status: number; readonly code: string; readonly detail: RegExp },
): Promise<void> {
  const problem = await response.json();
  assertEquals(
    [response.status, response.headers.get("Content-Type"), problem.code],
    [expected.status, "application/problem+json", expected.code],
  );
  assertMatch(problem.detail, expected.detail);
}

/** The answer to a request for a session from this text. */
export function post(url: string, query: string): Promise<Response> {
  return fetch(`${url}/sessions`, {
    method: "POST",
    headers: { "Content-Type": "text/plain" },
    body: query,
  });
}

/** The lines of a log that are not routine. */
export function complaints(stderr: string): readonly string[] {
  return stderr.split("\n").filter((line) => / (warn|error) /.test(line));
}
