/** The database as it is in the file, bypassing the store. */
import { createClient } from "@libsql/client";
import { until } from "../../support/until.ts";

/** Runs one statement over its own connection; resolves with the first column of each row. */
export async function raw(path: string, statement: string): Promise<unknown[]> {
  const client = createClient({ url: `file:${path}`, concurrency: 1 });
  try {
    return (await client.execute(statement)).rows.map((row) => row[0]);
  } finally {
    client.close();
  }
}

/** Resolves with all answers except the last once the first column of the first row is `value`. */
export async function rawUntil(path: string, statement: string, value: unknown): Promise<unknown[]> {
  const answers: unknown[] = [];
  await until(async () => {
    const [answer] = await raw(path, statement);
    if (answer !== value) answers.push(answer);
    return answer;
  }, { is: (answer) => answer === value });
  return answers;
}
