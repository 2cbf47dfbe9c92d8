/** Entry of the thread that holds the database, so that its blocking calls never hold the event loop that serves. */
import { errorText } from "../log.ts";
import { RxnstreamError } from "../errors.ts";
import { type LibsqlStore, openLibsqlStore } from "./libsql_store.ts";
import type { StoreReply, StoreRequest } from "./worker_store.ts";

const scope = self as unknown as DedicatedWorkerGlobalScope;
let store: LibsqlStore | undefined;

async function perform({ method, args }: StoreRequest): Promise<unknown> {
  if (method === "open") {
    store = await openLibsqlStore(args[0]);
    return;
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
    reply = {
      id,
      ok: false,
      code: error instanceof RxnstreamError ? error.code : "store_unavailable",
      message: error instanceof RxnstreamError
        ? errorText(error)
        : `The database could not do "${event.data.method}": ${errorText(error)}`,
    };
  }
  scope.postMessage(reply);
};
