/** Entry of a thread that looks through a database file while it is in use: a large file takes long to read. */
import { createClient } from "@libsql/client";
import { errorText } from "../log.ts";
import { quickCheck } from "./quick_check.ts";
import { isPassing } from "./store_error.ts";

/** What the thread says of the file whose path it was sent: the first thing that is wrong with it, or null. */
export type FileVerdict =
  | { readonly damage: string | null }
  /** Why it could not be looked through, which says nothing of the file. */
  | { readonly hindrance: string };

const scope = self as unknown as DedicatedWorkerGlobalScope;

scope.onmessage = async (event: MessageEvent<string>) => {
  const client = createClient({ url: `file:${event.data}`, concurrency: 1 });
  let verdict: FileVerdict;
  try {
    verdict = { damage: await quickCheck(client) };
  } catch (error) {
    verdict = isPassing(error) ? { hindrance: errorText(error) } : { damage: errorText(error) };
  } finally {
    client.close();
  }
  scope.postMessage(verdict);
};
