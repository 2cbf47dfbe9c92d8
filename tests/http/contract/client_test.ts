import { assertEquals, assertStringIncludes } from "@std/assert";
import openapiTypescript, { astToString } from "openapi-typescript";
import { temporaryFolder } from "../../support/folders.ts";
import { publishedContract } from "../../support/contract.ts";
import { startTestService } from "../../support/service.ts";

/** A client written from the document alone. */
const CLIENT = `
import type { components, paths } from "./api.d.ts";

type SessionPage = paths["/sessions"]["get"]["responses"][200]["content"]["application/json"];
type Content = paths["/sessions/{session_id}/content"]["get"]["responses"][200]["content"]["application/json"];
type ContentEvent = components["schemas"]["ContentEvent"];

const query: paths["/sessions"]["get"]["parameters"]["query"] = { limit: 5 };
const [url] = Deno.args;
const page: SessionPage = await (await fetch(\`\${url}/sessions?limit=\${query?.limit}\`)).json();
for (const { session_id, reactions } of page.items) {
  const content: Content = await (await fetch(\`\${url}/sessions/\${session_id}/content\`)).json();
  const smiles = content.items.flatMap(({ data }) => valuesOf(data));
  console.log(JSON.stringify({ done: reactions.done, smiles }));
}

function valuesOf(event: ContentEvent): string[] {
  if ("_type" in event) return [event.status];
  return event.aux.info_type === "smiles_update" ? event.aux.returnable.values : [];
}
`;

Deno.test("A client made from the document by openapi-typescript type-checks, lists sessions and reads an event's type", async () => {
  await using service = await startTestService();
  const sessionId = await service.create("CCO.CC(=O)O>>CCOC(C)=O");
  await service.finish(sessionId);
  await using folder = await temporaryFolder();
  const { document } = await publishedContract(service.url);
  const types = astToString(await openapiTypescript(JSON.stringify(document)));
  await Deno.writeTextFile(`${folder.path}/api.d.ts`, types);
  await Deno.writeTextFile(`${folder.path}/client.ts`, CLIENT);
  const { stdout } = await run(folder.path, "run", "--check", "--allow-net", "client.ts", service.url);
  assertEquals(JSON.parse(stdout), { done: 1, smiles: ["CCO", "CC(=O)O", "CCOC(C)=O", "completed"] });
  await Deno.writeTextFile(`${folder.path}/client.ts`, CLIENT.replace('"smiles_update"', '"smiles_updated"'));
  const wrong = await run(folder.path, "check", "client.ts");
  assertEquals(wrong.success, false);
  assertStringIncludes(wrong.stderr, "TS2367");
});

async function run(folder: string, ...args: string[]) {
  const command = new Deno.Command(Deno.execPath(), { args, cwd: folder, env: { NO_COLOR: "1" } });
  const { success, stdout, stderr } = await command.output();
  const decoder = new TextDecoder();
  return { success, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}
