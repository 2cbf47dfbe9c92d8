import { assert, assertEquals, assertGreater, assertStringIncludes } from "@std/assert";
import { startTestService } from "../../support/service.ts";
import { temporaryFolder } from "../../support/folders.ts";

/** The value of a series in the text format of Prometheus. */
function valueOf(text: string, series: string): number {
  const line = text.split("\n").find((line) => line.startsWith(`${series} `));
  return Number(line?.slice(series.length + 1));
}

/** What Prometheus's own checker says of a text; null where it is not installed. */
async function faults(text: string): Promise<string | null> {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/metrics`;
  await Deno.writeTextFile(path, text);
  try {
    const shell = ["-c", 'promtool check metrics < "$0"', path];
    const { stdout, stderr, code } = await new Deno.Command("sh", { args: shell }).output();
    if (code === 127) return null;
    return new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  } catch {
    return null;
  }
}

Deno.test("The metrics follow what the server does, and Prometheus's checker finds no fault in them", async () => {
  await using service = await startTestService();
  const id = await service.create("CCO>>CC=O\nCC(=O)O.CCO>>CCOC(C)=O");
  const { ids } = await service.finish(id);
  const response = await fetch(`${service.url}/metrics`);
  assertStringIncludes(response.headers.get("Content-Type") ?? "", "text/plain; version=0.0.4");
  const text = await response.text();
  assertEquals(valueOf(text, "rxnstream_events_total"), ids.length);
  assertEquals(valueOf(text, 'rxnstream_sessions_ended_total{status="completed"}'), 1);
  assertEquals(
    valueOf(text, 'rxnstream_http_requests_total{method="POST",route="/sessions",status="201"}'),
    1,
  );
  const reactions = text.split("\n").filter((line) => line.startsWith("rxnstream_reactions_total{"));
  assertEquals(reactions.reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0), 2);
  const commits = valueOf(text, "rxnstream_commit_duration_seconds_count");
  assertGreater(commits, 0);
  assertEquals(valueOf(text, 'rxnstream_commit_duration_seconds_bucket{le="+Inf"}'), commits);
  assertEquals(valueOf(text, "rxnstream_streams"), 0);
  assertGreater(valueOf(text, "process_resident_memory_bytes"), 0);
  const said = await faults(text);
  assert(said === null || said === "", said ?? "");
});
