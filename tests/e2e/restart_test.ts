import { assert, assertEquals, assertMatch } from "@std/assert";
import { finishCli, spawnCli } from "../support/cli_process.ts";
import { temporaryFolder } from "../support/folders.ts";
import { Random } from "../support/random.ts";
import { freePort, startServer, untilGone } from "../support/server_process.ts";
import {
  asContentLines,
  contentLines,
  createSession,
  createWaitingSession,
  followCut,
  followNative,
  manyReactions,
  sessionJson,
  untilConnected,
  untilDone,
} from "./log_clients.ts";
import { assertWholeLog } from "./whole_log.ts";
import { until } from "../support/until.ts";

const REACTIONS = 150;
/** Events of a readable reaction: its text, its beginning and end, and two per stage. */
const EVENTS = 13;

function workersOf(data: readonly string[]): Set<string> {
  return new Set(data.slice(0, -1).map((text) => JSON.parse(text).worker_id));
}

Deno.test("After a server was killed twice in mid-session, every client has the same complete log", async () => {
  await using folder = await temporaryFolder();
  const data = `${folder.path}/data`;
  const port = freePort();
  let server = await startServer({ data, port, args: ["--max-running", "1", "--turn", "0"] });
  await using resources = new AsyncDisposableStack();
  resources.defer(async () => void await server.end("SIGKILL"));
  const { id, release } = await createWaitingSession(server.url, manyReactions(REACTIONS));
  const stream = `${server.url}/sessions/${id}/stream`;

  const random = new Random(20_240_229);
  const cut = [
    followCut(stream, () => random.below(40_000)),
    followCut(stream, () => random.below(4_000)),
    followCut(stream, () => Infinity),
  ];
  const natives = [followNative(stream, "native"), followNative(stream, "npm")];
  const watch = spawnCli(["watch", id, server.url, "--format", "jsonl", "--client-id", "watch"]);
  await watch.stdin.close();
  const watched = finishCli(watch);
  await untilConnected(server.url, id, ["native", "npm", "watch"]);
  await release();

  for (const share of [0.3, 0.6]) {
    // The client that is never cut; the others may be anywhere.
    await cut[2]?.reached(Math.floor(REACTIONS * EVENTS * share));
    await server.end("SIGKILL");
    server = await startServer({ data, port });
  }
  await Promise.all([...cut, ...natives].map(({ ended }) => ended));
  const { code, stdout, stderr } = await watched;

  const content = await contentLines(server.url, id);
  const { ids, data: log } = cut[2]?.received ?? { ids: [], data: [] };
  assertEquals(ids, log.map((_, index) => index + 1));
  assertWholeLog(log, REACTIONS);
  assertEquals(workersOf(log).size, 3, "the session was killed in its middle both times");
  for (const { received } of [...cut, ...natives]) assertEquals(asContentLines(received), content);
  assertEquals(stdout, content);
  assertEquals(code, 1, "some of the reactions cannot be read");
  assertMatch(stderr, /^(rxnstream: .+; reconnecting\n)+$/);
  for (const cursor of [`?last_event_id=${ids.length}`, ""]) {
    const again = await fetch(stream + cursor);
    assertEquals(again.status, cursor === "" ? 200 : 204);
    await again.body?.cancel();
  }
});

/** The text of a body, and whether it was cut off instead of ending properly. */
async function readToEnd({ body }: Response): Promise<{ readonly text: string; readonly isCut: boolean }> {
  let text = "";
  try {
    for await (const piece of (body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
      text += piece;
    }
  } catch (error) {
    if (error instanceof TypeError) return { text, isCut: true };
    throw error;
  }
  return { text, isCut: false };
}

Deno.test("SIGTERM ends the streams with a goodbye event and exits with 0, and the session continues at the next start", async () => {
  await using folder = await temporaryFolder();
  const data = `${folder.path}/data`;
  await using first = await startServer({ data, args: ["--max-running", "1", "--turn", "0"] });
  const { id, release } = await createWaitingSession(first.url, manyReactions(REACTIONS));
  const response = await fetch(`${first.url}/sessions/${id}/stream`);
  const watch = spawnCli(["watch", id, first.url, "--patience", "0", "--client-id", "watch"]);
  await watch.stdin.close();
  const watched = finishCli(watch);
  await untilConnected(first.url, id, ["watch"]);
  await release();
  await untilDone(first.url, id, REACTIONS / 3);
  const reading = readToEnd(response);
  const chemProcesses = await first.children();
  const { success, code, signal } = await first.end("SIGTERM");
  assertEquals([success, code, signal], [true, 0, null]);
  const { text, isCut } = await reading;
  // An executable on a runtime older than 2.9 (such as one built without downloading the runtime of `deno compile`) ends bodies on its own.
  if (Deno.env.get("RXNSTREAM_EXECUTABLE") === undefined) {
    assert(isCut, "the stream ended like a complete one");
  }
  assertMatch(text, /\n\nretry: \d+\nevent: goodbye\ndata: \{"reason":"stopping",[^\n]*\}\n\n$/);
  assertEquals((await watched).code, 3, "the server does not come back for this client");
  await untilGone(chemProcesses);

  await using second = await startServer({ data });
  const client = followCut(`${second.url}/sessions/${id}/stream`, () => Infinity);
  await client.ended;
  assertWholeLog(client.received.data, REACTIONS);
  assertEquals(workersOf(client.received.data).size, 2);
});

Deno.test("SIGTERM exits with 0 even while clients read nothing, have sent half a request, or are silent", async () => {
  await using folder = await temporaryFolder();
  await using server = await startServer({ data: folder.path });
  // A log of more bytes than the socket's buffers hold, so that the server has to wait for the client.
  const id = await createSession(server.url, `CCO>>CC=O ${"x".repeat(300)}\n`.repeat(30_000));
  await until(() => sessionJson(server.url, id), { is: ({ reactions }) => reactions.found === 30_000 });
  const port = Number(new URL(server.url).port);
  await using connections = new AsyncDisposableStack();
  for (
    const request of [
      `GET /sessions/${id}/stream HTTP/1.1\r\nHost: localhost\r\n\r\n`,
      "POST /sessions HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 99\r\n\r\nhalf",
      "GET /sess",
      "",
    ]
  ) {
    const connection = await Deno.connect({ hostname: "127.0.0.1", port });
    connections.defer(() => connection.close());
    await connection.write(new TextEncoder().encode(request));
  }
  await until(() => sessionJson(server.url, id, "/streaming-status"), {
    is: ({ connections }) => connections >= 1,
  });
  const { code, signal } = await server.end("SIGTERM");
  assertEquals([code, signal], [0, null]);
  assertMatch(server.stderr, / info Stopped\n$/);
  assertEquals(server.stderr.split("\n").filter((line) => / (warn|error) /.test(line)), []);
});

Deno.test("The chem processes of a killed server exit on their own", async () => {
  await using folder = await temporaryFolder();
  await using server = await startServer({ data: folder.path });
  const id = await createSession(server.url, manyReactions(REACTIONS));
  await untilDone(server.url, id, 1);
  const pids = await server.children();
  assertEquals(pids.length, 1);
  await server.end("SIGKILL");
  await untilGone(pids);
});

Deno.test("A chem process killed in mid-session costs the session nothing", async () => {
  await using folder = await temporaryFolder();
  await using server = await startServer({ data: folder.path });
  const id = await createSession(server.url, manyReactions(REACTIONS));
  const client = followCut(`${server.url}/sessions/${id}/stream`, () => Infinity);
  const killed = new Set<number>();
  for (const share of [0.3, 0.6]) {
    await client.reached(Math.floor(REACTIONS * EVENTS * share));
    for (const pid of await server.children()) {
      Deno.kill(pid, "SIGKILL");
      killed.add(pid);
    }
  }
  await client.ended;
  assertEquals(killed.size, 2);
  assertWholeLog(client.received.data, REACTIONS);
  const { reactions } = await sessionJson(server.url, id);
  assertEquals([reactions.found, reactions.done, reactions.failed], [REACTIONS, REACTIONS, 6]);
  const errors = client.received.data.map((text) => JSON.parse(text)).filter(({ type }) => type === "error");
  assertEquals(errors.length, 6, "only the reactions that cannot be read have errors");
});

for (
  const { how, prepare } of [
    { how: "", prepare: (data: string) => Promise.resolve(data) },
    {
      how: ", also once somebody has deleted its lock file",
      prepare: async (data: string) => {
        await Deno.remove(`${data}/rxnstream.lock`);
        return data;
      },
    },
    {
      how: ", nor on another folder with a link to its database",
      prepare: async (data: string) => {
        await Deno.mkdir(`${data}/another`);
        await Deno.symlink(`${data}/rxnstream.db`, `${data}/another/rxnstream.db`);
        return `${data}/another`;
      },
    },
  ]
) {
  Deno.test(`A second server on the same data folder refuses to start${how}`, async () => {
    await using folder = await temporaryFolder();
    await using server = await startServer({ data: folder.path });
    const second = spawnCli(["serve", "--port", "0", "--data", await prepare(folder.path)]);
    await second.stdin.close();
    const { code, stdout, stderr } = await finishCli(second);
    assertEquals([code, stdout], [3, ""]);
    assertMatch(
      stderr,
      /^rxnstream: The data folder ".+" is in use by another rxnstream; stop it, or choose another --data folder\n$/,
    );
    assertEquals((await (await fetch(`${server.url}/healthz`)).json()).status, "ok");
  });
}
