import { assert, assertEquals } from "@std/assert";
import { startInOrder } from "../support/in_order.ts";
import { programTest } from "../support/programs.ts";
import { adapter as hono } from "./adapters/hono.ts";
import type { Case } from "./case.ts";
import { type Flaw, flawedAdapter, FLAWS } from "./flawed_server.ts";
import { type Outcome, SuiteRunner } from "./runner.ts";
import { SUITE } from "./suite.ts";

/** For each flaw, words from the names of the cases that have to notice it. */
const NOTICED_BY: Readonly<Record<Exclude<Flaw, "none">, readonly string[]>> = {
  "says another charset": ["no charset other"],
  "may be cached": ["caches are forbidden"],
  "may be stored by caches that revalidate": ["no cache keeps the stream"],
  "may be transformed": ["not to transform anything"],
  "may be buffered": ["X-Accel-Buffering", "arrive one by one"],
  "claims an encoding": ["no encoding"],
  "opens without a byte": ["bytes arrive at once"],
  "says no retry": ["retry: says"],
  "normalises line breaks": ["line breaks of every kind"],
  "reads texts as fields": ["look like fields"],
  "trims texts": ["spaces at the ends"],
  "leaves out NUL": ["NUL"],
  "breaks lines at U+2028": ["U+2028"],
  "leaves out byte order marks": ["byte order marks"],
  "halves surrogate pairs": ["emoji"],
  "replaces lone surrogates": ["lone surrogates"],
  "cuts long texts": ["1 MB"],
  "sends long lines": ["longer than 128 KiB"],
  "leaves line separators as they are": ["str.splitlines"],
  "puts ids before data": ["comes before the id"],
  "ends comments with a blank line": ["only events end"],
  "sends blank lines to reconnecting clients": ["only events end"],
  "does not know WebKit": ["WebKit"],
  "encodes piece by piece": ["split between chunks"],
  "names its events": ["reaches onmessage"],
  "gives no ids": ["carries an id"],
  "gives one id twice": ["no two have the same"],
  "counts ids backwards": ["ids increase"],
  "replays a past that differs from what it sent live": ["identical events"],
  "keeps one log for all streams": ["streams are separate"],
  "keeps 1,000 events": ["10,000 events"],
  "keeps nothing across a restart": ["survives a stop", "survives a kill", "ended after a restart"],
  "loses events that come while a client joins": ["60 clients that join", "100 short streams"],
  "repeats events that come while a client joins": ["the past and then new events"],
  "swaps two events": ["late joiner gets everything", "200 clients"],
  "ignores Last-Event-ID": [
    "continues after its Last-Event-ID",
    "waits, and gets only the next",
    "cut off 100 times",
    "reconnects after the end",
    "60 clients that reconnect",
  ],
  "ignores the query": ["cursor into the query"],
  "lets the query win": ["cursor into the query"],
  "knows only one name of the cursor in the query": ["names that client libraries"],
  "ignores other names": ["another spelling"],
  "insists on a query that is not empty": ["empty cursor in the query"],
  "takes the first of two cursors": ["two different cursors in the query"],
  "calls cursors of many digits malformed": ["beyond the newest"],
  "takes an empty Last-Event-ID for a position": ["empty Last-Event-ID"],
  "treats any cursor as the beginning": ["malformed cursor"],
  "waits for cursors beyond its log": ["beyond the newest"],
  "opens streams that nobody created": ["nobody created"],
  "sends an event with the next one": ["not with the next one"],
  "sends nothing while idle": ["kept alive", "keep-alive comments arrive"],
  "sends events while idle": ["kept alive"],
  "sends ids while idle": ["kept alive"],
  "never notices clients that leave": ["clients that leave are noticed", "a client that leaves is noticed"],
  "never ends a stream": ["ends for its followers", "empty stream can end"],
  "cuts streams instead of ending them": ["joins after the end"],
  "forgets an ended stream": ["joins after the end"],
  "never says 204": [
    "told by a 204",
    "Deno's EventSource",
    "npm's eventsource",
    "sent right after",
    "connection serves the next request",
    "a proper end and a 204",
  ],
  "lets caches store the 204": ["no cache keeps the 204"],
  "ends deleted streams like others": ["a deleted stream says so"],
  "does not say that a stream was deleted": ["a deleted stream says so"],
  "counts a HEAD request as a client": ["HEAD"],
  "treats POST as GET": ["405"],
  "streams to clients that want JSON": ["406"],
  "insists on the media type": ["accepts anything"],
  "allows no origin": ["may read the stream"],
  "refuses preflights": ["preflight"],
  "makes all wait for the slowest": ["reads nothing for 24 MB", "never read"],
  "skips what a slow client misses": ["reads nothing for 24 MB"],
  "ends streams properly when it stops": ["on SIGTERM each client"],
  "says nothing when it stops": ["on SIGTERM each client"],
  "moves the cursor when it stops": ["on SIGTERM each client"],
};

function findCase(words: string): Case {
  const found = SUITE.filter(({ name }) => name.includes(words));
  assertEquals(found.length, 1, `"${words}" are words of ${found.length} cases`);
  const [definition] = found;
  assert(definition !== undefined);
  return definition;
}

for (const definition of SUITE) {
  // The proxy in front is the same for every server.
  if (definition.program !== undefined) continue;
  Deno.test(`A server without a flaw passes: ${definition.group}: ${definition.name}`, async () => {
    await using runner = new SuiteRunner(flawedAdapter("none"), { patienceMs: 30_000, heartbeatMs: 100 });
    assertEquals((await runner.run(definition)).outcome, { status: "pass" });
  });
}

/** How the case goes with a server that has the flaw. */
async function outcomeOf(flaw: Flaw, definition: Case): Promise<Outcome> {
  await using runner = new SuiteRunner(flawedAdapter(flaw), { patienceMs: 1_000, heartbeatMs: 100 });
  return (await runner.run(definition)).outcome;
}

const NOTICES = FLAWS.flatMap((flaw) =>
  flaw === "none" ? [] : NOTICED_BY[flaw].map(findCase).map((definition) => ({ flaw, definition }))
);

/** Such a case mostly waits for something that never comes. */
const AT_A_TIME = 4;

Deno.test("The suite notices each flaw of a server", async (t) => {
  const notices = NOTICES.filter(({ definition }) => definition.program === undefined);
  const outcomes = startInOrder(
    notices.map(({ flaw, definition }) => () => outcomeOf(flaw, definition)),
    AT_A_TIME,
  );
  for (const [index, { flaw, definition: { group, name } }] of notices.entries()) {
    await t.step(`It ${flaw}: ${group}: ${name}`, async () => {
      assertEquals((await outcomes[index])?.status, "fail");
    });
  }
});

for (const { flaw, definition: { program, ...definition } } of NOTICES) {
  if (program === undefined) continue;
  programTest({
    name: `The suite notices a server that ${flaw}: ${definition.group}: ${definition.name}`,
    program,
    fn: async () => assertEquals((await outcomeOf(flaw, definition)).status, "fail"),
  });
}

Deno.test("Every case can fail, except those on framing, which the runtime does for the flawed server", () => {
  const noticing = new Set(Object.values(NOTICED_BY).flat().map((words) => findCase(words).name));
  assertEquals(SUITE.map(({ name }) => name).filter((name) => !noticing.has(name)), [
    "an HTTP/1.0 client gets the stream live, without chunks",
    "a client that says Connection: close gets the stream, and the connection closes with it",
  ]);
});

Deno.test("The suite reports what plain Hono passes and fails", async () => {
  const told: Record<string, string> = {};
  async function ask(runner: SuiteRunner, ...cases: readonly string[]): Promise<void> {
    for (const words of cases) {
      const { outcome } = await runner.run(findCase(words));
      told[words] = outcome.status === "pass" ? "pass" : outcome.reason;
    }
  }
  {
    await using patient = new SuiteRunner(hono, { patienceMs: 30_000, heartbeatMs: 100 });
    await ask(
      patient,
      "late joiner gets everything",
      "60 clients that join",
      "X-Accel-Buffering",
      "retry: says",
    );
    await ask(patient, "malformed cursor", "405", "406");
  }
  await using impatient = new SuiteRunner(hono, { patienceMs: 2_000, heartbeatMs: 100 });
  await ask(impatient, "kept alive", "HEAD");
  assertEquals(told, {
    "late joiner gets everything": "pass",
    "60 clients that join": "pass",
    "X-Accel-Buffering": "X-Accel-Buffering is null",
    "retry: says": "there is no retry: before the first event",
    "malformed cursor": 'the cursor "x" is answered with 200 instead of a 4xx',
    "405": "POST is answered with 404",
    "406": "Accept: application/json is answered with 200",
    "kept alive": "waited 2 s for 2 comments on an idle stream (1 events so far)",
    "HEAD": "waited 2 s for no client to be counted after HEAD",
  });
});

Deno.test("A declared lack is not applicable; an undeclared one is a failure", async () => {
  const complete = flawedAdapter("none");
  const endless = {
    ...complete,
    async start(settings: Parameters<typeof complete.start>[0]) {
      const { end: _end, ...target } = await complete.start(settings);
      return target;
    },
  };
  const limits = { patienceMs: 1_000, heartbeatMs: 100 };
  await using silent = new SuiteRunner(endless, limits);
  const definition = findCase("joins after the end");
  assertEquals((await silent.run(definition)).outcome, {
    status: "fail",
    reason: "it cannot end a stream for good",
  });
  await using honest = new SuiteRunner({ ...endless, lacks: { end: "its streams have none" } }, limits);
  assertEquals((await honest.run(definition)).outcome, {
    status: "n/a",
    reason: "it does not end a stream for good: its streams have none",
  });
});
