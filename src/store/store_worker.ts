/** Entry of the thread that holds the database, so that its blocking calls never hold the event loop that serves. */
import { RxnstreamError } from "../errors.ts";
import { collectStatements } from "./collect_statements.ts";
import { type LibsqlStore, openLibsqlStore } from "./libsql_store.ts";
import { storeError } from "./store_error.ts";
import type { Opened, StoreReply, StoreRequest } from "./worker_store.ts";

const scope = self as unknown as DedicatedWorkerGlobalScope;
let store: LibsqlStore | undefined;
const collect = collectStatements();

async function perform({ method, args }: StoreRequest): Promise<unknown> {
  if (method === "open") {
    store = await openLibsqlStore(...args);
    return { isChecked: store.isChecked } satisfies Opened;
  }
  if (store === undefined) throw new RxnstreamError("store_unavailable", "The database is not open");
  // The proxy on the other side has typed each method's arguments.
  const call = store[method] as (...args: unknown[]) => Promise<unknown>;
  return await call.apply(store, [...args]);
}

scope.onmessage = async (event: MessageEvent<StoreRequest>) => {
  const { id } = event.data;
  let reply: StoreReply;
  try {
    reply = { id, ok: true, value: await perform(event.data) };
  } catch (error) {
    const { code, message } = storeError(error);
    reply = { id, ok: false, code, message };
  }
  scope.postMessage(reply);
  collect();
};
