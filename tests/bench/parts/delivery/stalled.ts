/** Clients that never read: their effect on the others, and their cost. */
import { boundLine, missingLine, ratioText } from "./lines.ts";
import { measure, millions, takeTurns } from "./runs.ts";
import { type BenchLine, ratiosOf, spreadOf } from "../../support/bench_line.ts";
import { NCHAN, OURS } from "../../peers/peer_list.ts";
import { startOurs } from "../../peers/peer_ours.ts";
import type { PeerServer, PublishOrder } from "../../peers/peer_server.ts";
import { residentKibOf } from "../../support/processes.ts";

const READERS = 90;
const STALLED = 10;
const REST_MS = 2;
/** More than the system's buffers hold for each client. */
const OURS_ORDER: PublishOrder = { events: 16_000, frameBytes: 1_024, rate: 0 };
const NCHAN_ORDER: PublishOrder = { ...OURS_ORDER, events: 6_000 };
/** The others' deliveries per second with the stalled clients, relative to those without. */
const AT_LEAST = 0.95;
const KIB_AT_MOST = 256;

interface Outcome {
  readonly rate: number;
  /** What the server holds at the end, with all still connected, in KiB. */
  readonly kib: number;
}

export async function stalledLines(pairs: number): Promise<readonly BenchLine[]> {
  await using held = new AsyncDisposableStack();
  const ours = held.use(await startOurs());
  const kibOfOurs = async () => (await ours.memory()).held / 1_024;
  const contenders = withAndWithout(
    OURS.name,
    (stalled) => () => outcomeOf(ours, OURS_ORDER, stalled, kibOfOurs),
  );
  const nchan = await NCHAN.start();
  await nchan?.[Symbol.asyncDispose]();
  if (nchan !== null) {
    // It keeps memory that it once had, so each run has its own server.
    const fresh = (stalled: number) => async () => {
      await using server = await NCHAN.start();
      if (server === null) throw new Error("It does not start again");
      return await outcomeOf(server, NCHAN_ORDER, stalled, () => residentKibOf(server.pid));
    };
    contenders.push(...withAndWithout(NCHAN.name, fresh));
  }
  await contenders[0]?.measure();
  const outcomes = await takeTurns(contenders, pairs);
  const subject = `${STALLED} of ${READERS + STALLED} clients never read, 1 KiB events`;
  const lines = [OURS.name, NCHAN.name].flatMap((name) => {
    const [without, beside] = [outcomes.get(name) ?? [], outcomes.get(`${name} stalled`) ?? []];
    return without.length === 0 ? [] : linesOf(`${subject}, ${name}`, without, beside, name === OURS.name);
  });
  return nchan === null ? [...lines, missingLine(subject, NCHAN.name, NCHAN.install)] : lines;
}

function withAndWithout(name: string, outcome: (stalled: number) => () => Promise<Outcome>) {
  return [{ name, measure: outcome(0) }, { name: `${name} stalled`, measure: outcome(STALLED) }];
}

async function outcomeOf(
  server: PeerServer,
  order: PublishOrder,
  stalled: number,
  held: () => Promise<number>,
): Promise<Outcome> {
  let kib = NaN;
  const { rate } = await measure(server, order, { readers: READERS, stalled, restMs: REST_MS }, async () => {
    kib = await held();
  });
  return { rate, kib };
}

function linesOf(
  subject: string,
  without: readonly Outcome[],
  beside: readonly Outcome[],
  isOurs: boolean,
): readonly BenchLine[] {
  const rates = (outcomes: readonly Outcome[]) => outcomes.map(({ rate }) => rate);
  const ratio = ratiosOf(rates(beside), rates(without));
  const each = beside.map(({ kib }, round) => (kib - (without[round]?.kib ?? NaN)) / STALLED);
  return [
    {
      measure: `${subject}: the others' deliveries per second`,
      ours: millions(spreadOf(rates(beside)).median),
      peer: `without them ${millions(spreadOf(rates(without)).median)}`,
      ratio: ratioText(ratio),
      target: isOurs ? `≥ ${AT_LEAST} x without them` : "",
      met: isOurs ? ratio.median >= AT_LEAST : null,
    },
    boundLine(`${subject}: memory for each of them`, each, {
      text: (value) => `${value.toFixed(0)} KiB`,
      ...(isOurs && { atMost: KIB_AT_MOST }),
    }),
  ];
}
