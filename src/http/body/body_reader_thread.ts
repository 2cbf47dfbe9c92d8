/** Entry of the thread that reads large bodies, so that they do not block the serving event loop. */
import { toProblem } from "../problem.ts";
import type { BodyReply, BodyTask } from "./body_thread.ts";
import { joined } from "./read_body.ts";
import { readSessionRequest } from "./session_request.ts";

const scope = self as unknown as DedicatedWorkerGlobalScope;

scope.onmessage = async ({ data }: MessageEvent<BodyTask>) => {
  const reply = await perform(data);
  scope.postMessage(reply, reply.state === "read" ? [reply.text.buffer] : []);
};

async function perform({ received, description }: BodyTask): Promise<BodyReply> {
  try {
    const { query, ...request } = await readSessionRequest(joined(received), description, { unpacks: true });
    const { text, ...rest } = query;
    return { state: "read", request: { ...request, query: rest }, text: new TextEncoder().encode(text) };
  } catch (error) {
    const problem = toProblem(error);
    if (problem === undefined) return { state: "failed", message: String(error) };
    const { status, code, message, headers } = problem;
    return { state: "refused", problem: { status, code, message, headers } };
  }
}
