/**
 * A process that resumes sessions from the database in the given folder, of which `poison` ends it as soon as it is
 * resumed. With "first" it creates the sessions and ends. If it survives, it prints the state of the sessions.
 */
import type { ServiceAgent } from "../../../src/agent/service_agent.ts";
import { numbered, openSessionStack } from "../../support/session_stack.ts";
import { until } from "../../support/until.ts";

const [folder = "", first] = Deno.args;

/** Yields one event in its first run, and then, when it is resumed, what `goOn` does. */
function agentOf(name: string, goOn: () => void): ServiceAgent {
  return {
    name,
    async *run(_task, { signal, log }) {
      if (log.length > 0) return goOn();
      yield [numbered(1)];
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
    },
  };
}

const stack = await openSessionStack(`${folder}/test.db`, {
  agents: [agentOf("poison", () => Deno.exit(9)), agentOf("good", () => {})],
  resumptionsPath: `${folder}/resuming.json`,
});
if (first === "first") {
  for (const agent of ["good", "poison", "good"]) {
    const { sessionId } = await stack.submit(agent);
    await until(() => stack.store.session(sessionId), { is: (session) => session?.lastEventId === 1 });
  }
  Deno.exit(9);
}
await stack.runner.start();
const { items } = await until(() => stack.store.sessions({ status: null, limit: 10, after: null }), {
  is: ({ items }) => items.every(({ status }) => status !== "queued" && status !== "running"),
});
// The runner learns of a session's end just after the store does.
await until(() => !stack.runner.isCareful);
const state = JSON.stringify({
  careful: stack.runner.isCareful,
  sessions: items.map(({ agent, status, error, lastEventId }) => ({ agent, status, error, lastEventId })),
});
await Deno.stdout.write(new TextEncoder().encode(state));
Deno.exit(0);
