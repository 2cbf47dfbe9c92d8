/** Entry of a thread that looks through a database file while it is in use: a large file takes long to read. */
import { createClient } from "@libsql/client";
import { errorText } from "../log.ts";
import { quickCheck } from "./quick_check.ts";

/** What the thread says of the file whose path it was sent: the first thing that is wrong with it, or null. */
export interface FileVerdict {
  readonly damage: string | null;
}

const scope = self as unknown as DedicatedWorkerGlobalScope;

scope.onmessage = async (event: MessageEvent<string>) => {
  const client = createClient({ url: `file:${event.data}`, concurrency: 1 });
  let verdict: FileVerdict;
  try {
    verdict = { damage: await quickCheck(client) };
  } catch (error) {
    verdict = { damage: errorText(error) };
  } finally {
    client.close();
  }
  scope.postMessage(verdict);
};
