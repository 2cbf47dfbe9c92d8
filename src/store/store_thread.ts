/** Entry of the thread that owns the database, so that its blocking calls never block the serving event loop. */
import { RxnstreamError } from "../errors.ts";
import { errorText } from "../log.ts";
import { collectGarbage } from "./collect_garbage.ts";
import type { LibsqlStore } from "./libsql_store.ts";
import type { Opened, StoreReply, StoreRequest } from "./store_client.ts";

const scope = self as unknown as DedicatedWorkerGlobalScope;
let store: LibsqlStore | undefined;
const collect = collectGarbage();

// Loaded dynamically, so that a library that cannot be loaded is reported to whoever opens the database.
const loading = Promise.all([import("./libsql_store.ts"), import("./store_error.ts")]);
loading.catch(() => {});

function toldError(error: unknown): RxnstreamError {
  // The message has several lines, some of them Deno's.
  const [reason = ""] = errorText(error).split("\n");
  return new RxnstreamError(
    "store_unavailable",
    `The library of the database cannot be loaded (${reason}): its folder must allow programs to be run from it`,
  );
}

async function perform({ method, args }: StoreRequest): Promise<unknown> {
  const [{ openLibsqlStore }] = await loading;
  if (method === "open") {
    store = await openLibsqlStore(...args);
    return { isChecked: store.isChecked } satisfies Opened;
  }
  if (store === undefined) throw new RxnstreamError("store_unavailable", "The database is not open");
  // The proxy on the other side has checked the types of each method's arguments.
  const call = store[method] as (...args: unknown[]) => Promise<unknown>;
  return await call.apply(store, [...args]);
}

/** Transfers the bytes of a query back without copying. */
function handedOver(method: StoreRequest["method"], reply: StoreReply): Transferable[] {
  if (method !== "work" || !reply.ok) return [];
  const text = (reply.value as Awaited<ReturnType<LibsqlStore["work"]>>)?.query.text;
  return text instanceof Uint8Array ? [text.buffer] : [];
}

scope.onmessage = async (event: MessageEvent<StoreRequest>) => {
  const { id } = event.data;
  let reply: StoreReply;
  try {
    reply = { id, ok: true, value: await perform(event.data) };
  } catch (error) {
    const { code, message } = await loading.then(([, { storeError }]) => storeError(error), toldError);
    reply = { id, ok: false, code, message };
  }
  scope.postMessage(reply, handedOver(event.data.method, reply));
  collect();
};
