/** Entry of a thread that checks a database file while it is in use, since reading a large file takes long. */
import { createClient } from "@libsql/client";
import { errorText } from "../log.ts";
import { quickCheck } from "./quick_check.ts";
import { isPassing } from "./store_error.ts";

/** The verdict on the file whose path was sent: the first fault found, or null. */
export type FileVerdict =
  | { readonly damage: string | null }
  /** Why the file could not be checked, which is not a fault of the file. */
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
