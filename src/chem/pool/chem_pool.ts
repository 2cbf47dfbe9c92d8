/** The server's access to the chemistry: the processes, their queue and limits, and what happens when one breaks. */
import { delay } from "@std/async";
import { setImmediate } from "node:timers/promises";
import { RxnstreamError } from "../../errors.ts";
import { errorText, type Log } from "../../log.ts";
import { CallQueue } from "./call_queue.ts";
import { type ChemCommand, chemCommand } from "./chem_command.ts";
import { CHEM_DEFAULTS, type ChemOptions, findTimeoutMs, isLargeFind } from "./chem_options.ts";
import type { ChemOperation, ChemOperations } from "../protocol/chem_protocol.ts";
import { isNearBounds, wornOut } from "./process_bounds.ts";
import { type CallOptions, PendingCall } from "./pending_call.ts";
import { type Breakage, ProcessHandle } from "./process_handle.ts";
import { ProcessPlaces, type Run } from "./process_places.ts";
import { RememberedFailures } from "./remembered_failures.ts";

/** Something that carries out operations of chemistry. */
export interface ChemCaller {
  /**
   * Answers `op`. Rejects with an RxnstreamError: `input_invalid` if the request is at fault; `engine_failure` if it
   * exceeded its time limit or two processes failed on it, now or recently; `engine_unavailable` if no process can be
   * started; `engine_busy` if too many urgent calls are waiting; `stopping` if the pool is closed. When `signal`
   * aborts, rejects at once with its reason.
   */
  call<Op extends ChemOperation>(
    op: Op,
    request: ChemOperations[Op]["request"],
    options?: CallOptions,
  ): Promise<ChemOperations[Op]["answer"]>;
}

/** The current state of a pool, and counts since it was opened. */
export interface ChemStats {
  /** Maximum number of processes. */
  readonly processes: number;
  readonly alive: number;
  readonly busy: number;
  readonly queued: number;
  /** Processes that were replaced, for any reason. */
  readonly restarts: number;
  /** Processes killed because a request exceeded its time limit. */
  readonly kills: number;
  /** Requests given up because nobody was waiting any more, or because they held up short ones. */
  readonly brokenOff: number;
  /** Answers requested again because their instance was near its bounds. */
  readonly rechecks: number;
  /** Processes replaced because they had not deleted all their RDKit objects. */
  readonly leaks: number;
  /** Why no process can be started at present; null if no obstacle is known. */
  readonly startError: string | null;
}

/** Delays before the second, third and fourth attempt to start a process. */
const START_BACK_OFF_MS = [100, 400, 1000];

/**
 * The pool of chem processes.
 *
 * - **One request at a time** per process. Waiting calls share the processes by time used (`CallQueue`), but a
 *   process prefers calls about what it was asked before. Excess urgent calls are refused; callers must limit their
 *   other calls themselves.
 * - **Slow requests** may take all processes but one (`ProcessPlaces`). One that holds up others is aborted and
 *   starts again in a place where it does not.
 * - **A failed process** (over its time or memory limit, dead, sending invalid answers, or with a broken RDKit) is
 *   killed. Its request is tried once more, alone, in a fresh process, unless it has used up its time. A permanent
 *   failure is remembered for some minutes, during which the same request fails at once.
 * - **An aborted call** returns at once. A request already in progress continues, because most take milliseconds
 *   and a new process takes 150; it is stopped only if it becomes slow.
 * - **Processes start** when needed, also after a failure, so opening the pool costs nothing.
 */
export class ChemPool implements ChemCaller, AsyncDisposable {
  readonly #options: typeof CHEM_DEFAULTS & { readonly processes: number };
  readonly #command: ChemCommand;
  readonly #log: Log | undefined;
  readonly #queue = new CallQueue<ProcessHandle>();
  readonly #places: ProcessPlaces;
  readonly #failures = new RememberedFailures();
  readonly #serving = new Set<Promise<void>>();
  readonly #instances = new Set<ProcessHandle>();
  readonly #idle = new Set<ProcessHandle>();
  readonly #lastAsked = new WeakMap<object, ProcessHandle>();
  readonly #stop = new AbortController();
  #closed: Promise<void> | null = null;
  #startError: string | null = null;
  #restarts = 0;
  #kills = 0;
  #brokenOff = 0;
  #rechecks = 0;
  #leaks = 0;

  constructor(options: ChemOptions) {
    const { command, environment, log, ...rest } = options;
    this.#options = { ...CHEM_DEFAULTS, processes: Math.max(1, navigator.hardwareConcurrency), ...rest };
    const plain = command ?? chemCommand(this.#options.limits);
    this.#command = environment ? { ...plain, env: environment } : plain;
    this.#places = new ProcessPlaces(this.#options.processes);
    this.#log = log;
  }

  call<Op extends ChemOperation>(
    op: Op,
    request: ChemOperations[Op]["request"],
    options: CallOptions = {},
  ): Promise<ChemOperations[Op]["answer"]> {
    if (options.signal?.aborted) return Promise.reject(options.signal.reason);
    if (this.#closed) return Promise.reject(stopping());
    const call = new PendingCall(op, request, {
      timeoutMs: "query" in request
        ? findTimeoutMs(request.query.text, this.#options)
        : this.#options.timeoutMs,
      ...options,
      slow: "query" in request && isLargeFind(request.query.text),
      onAbort: (aborted) => this.#queue.delete(aborted),
    });
    const refusal = this.#refusal(call);
    if (refusal !== null) {
      call.reject(refusal);
    } else {
      this.#add(call);
      this.#serveNext();
    }
    return call.answered as Promise<ChemOperations[Op]["answer"]>;
  }

  stats(): ChemStats {
    return {
      processes: this.#options.processes,
      alive: this.#instances.size,
      busy: this.#places.taken,
      queued: this.#queue.size,
      restarts: this.#restarts,
      kills: this.#kills,
      brokenOff: this.#brokenOff,
      rechecks: this.#rechecks,
      leaks: this.#leaks,
      startError: this.#startError,
    };
  }

  /** Rejects every call with `stopping`, ends all processes, and waits until they are gone. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #close(): Promise<void> {
    this.#stop.abort(stopping());
    this.#queue.rejectAll(stopping());
    for (const { call } of this.#places.runs) call.reject(stopping());
    await Promise.all([...this.#instances].map((instance) => instance.retire(this.#options.graceMs)));
    await Promise.all(this.#serving);
  }

  /** Why a call is refused outright; null if it is accepted. */
  #refusal(call: PendingCall): RxnstreamError | null {
    const reason = this.#failures.reason(call);
    if (reason !== null) return new RxnstreamError("engine_failure", reason);
    if (!call.urgent) return null;
    const { maxUrgent, maxUrgentOfOne } = this.#options;
    const { own, all } = this.#queue.urgent(call.share.owner);
    if (own < maxUrgentOfOne && all < maxUrgent) return null;
    return new RxnstreamError(
      "engine_busy",
      own >= maxUrgentOfOne
        ? `${own} of your drawings are still in progress; request this one when some are done`
        : "Too many drawings are in progress; try again in a few seconds",
    );
  }

  #add(call: PendingCall): void {
    this.#queue.add(call, call.about ? this.#lastAsked.get(call.about) : undefined);
  }

  #serveNext(): void {
    while (this.#places.isFree && this.#queue.size > 0) {
      for (const run of this.#places.runs) this.#charge(run);
      // A process thus finishes what it has started before it takes on something new, and no quick call waits while a
      // process is idle.
      const call = this.#queue.take(
        this.#idle,
        (instance) => instance.alive,
        this.#places.isFreeForSlow,
      );
      if (!call) return;
      const served: Promise<void> = this.#serveOne(call).finally(() => this.#serving.delete(served));
      this.#serving.add(served);
    }
  }

  async #serveOne(call: PendingCall): Promise<void> {
    const run = this.#places.take(call);
    const settle = await this.#serve(run).catch((error) => () => call.reject(error));
    this.#places.leave(run);
    if (settle === null) {
      call.slow = true;
      this.#add(call);
    } else {
      settle();
      // Give whoever receives the answer a chance to ask a follow-up before someone else gets the process.
      if (!this.#queue.isAllOf(call)) await setImmediate();
      this.#queue.end(call);
    }
    this.#serveNext();
  }

  #isInTheWay(run: Run): boolean {
    return this.#places.isInTheWay(run, (call) => {
      for (const other of this.#places.runs) this.#charge(other);
      return this.#queue.keepsWaiting(call);
    });
  }

  #charge(run: Run): void {
    if (run.asked === null) return;
    const now = performance.now();
    this.#queue.charge(run.call, now - run.charged);
    run.charged = now;
  }

  /** Works on a call and returns how to settle it; null if it must be served again as a slow call. */
  async #serve(run: Run): Promise<(() => void) | null> {
    const { call } = run;
    const breakages: Breakage[] = [];
    let fresh = false;
    let rechecked = false;
    while (!call.settled) {
      const reason = this.#failures.reason(call);
      if (reason !== null) return () => call.reject(new RxnstreamError("engine_failure", reason));
      const instance = await this.#take(call, fresh);
      if (!(instance instanceof ProcessHandle)) return () => this.#cannotStart(call, instance);
      if (call.settled) {
        this.#release(instance);
        break;
      }
      if (call.about) this.#lastAsked.set(call.about, instance);
      run.asked = run.charged = performance.now();
      const outcome = await instance.ask(call.op, call.request, {
        timeoutMs: call.timeoutMs,
        maxRssBytes: this.#options.maxRequestRssBytes,
        isInTheWay: () => this.#isInTheWay(run),
      });
      this.#charge(run);
      run.asked = null;
      if (outcome.state === "broken") {
        await this.#discard(instance, call.op, outcome);
        if (outcome.stopped === "order") return call.settled ? () => {} : null;
        breakages.push(outcome);
        if (outcome.stopped === "time" || breakages.length === 2) return () => this.#fail(call, breakages);
        fresh = true;
        continue;
      }
      const saidInvalid = outcome.state === "invalid" || outcome.saidInvalid;
      if (saidInvalid && !rechecked && isNearBounds(instance.health, this.#options)) {
        this.#rechecks++;
        this.#replace(instance, "doubtful answer");
        rechecked = true;
        fresh = true;
        continue;
      }
      this.#release(instance);
      if (outcome.state === "answer") return () => call.resolve(outcome.answer);
      return () => call.reject(new RxnstreamError("input_invalid", outcome.message));
    }
    return () => {};
  }

  /** Rejects the call and remembers the reason, unless the request itself was not to blame. */
  #fail(call: PendingCall, breakages: readonly Breakage[]): void {
    const error = engineFailure(breakages);
    if (breakages.at(-1)?.stopped !== "still") this.#failures.add(call, error.message);
    call.reject(error);
  }

  /** An idle instance unless a fresh one is required, otherwise a new one; or the error if there is none. */
  async #take(call: PendingCall, fresh: boolean): Promise<ProcessHandle | Error> {
    // While starts are known to fail, each call makes only one attempt, after the longest delay.
    let attempt = this.#startError === null ? 0 : START_BACK_OFF_MS.length;
    while (true) {
      try {
        const idle = fresh ? null : this.#takeIdle(call);
        if (idle) return idle;
        if (attempt > 0) await delay(START_BACK_OFF_MS[attempt - 1] ?? 0, { signal: this.#stop.signal });
        return await this.#start();
      } catch (error) {
        if (this.#stop.signal.aborted) return stopping();
        this.#log?.warn("chem process did not start", { attempt, error });
        if (++attempt <= START_BACK_OFF_MS.length) continue;
        this.#startError = errorText(error);
        return new RxnstreamError("engine_unavailable", "the chemistry engine cannot be started", {
          cause: error,
        });
      }
    }
  }

  async #start(): Promise<ProcessHandle> {
    const began = performance.now();
    const instance = await ProcessHandle.start(this.#command, {
      timeoutMs: this.#options.startTimeoutMs,
      signal: this.#stop.signal,
      onSpawn: (spawned) => this.#watch(spawned),
    });
    this.#startError = null;
    this.#places.started(performance.now() - began);
    return instance;
  }

  #watch(instance: ProcessHandle): void {
    this.#instances.add(instance);
    instance.exited.then(() => {
      this.#instances.delete(instance);
      if (!this.#idle.delete(instance) || this.#closed) return;
      this.#restarts++;
      this.#log?.warn("idle chem process ended", { pid: instance.pid, said: instance.lastWords });
    });
  }

  #takeIdle(call: PendingCall): ProcessHandle | null {
    const knowing = call.about ? this.#lastAsked.get(call.about) : undefined;
    for (const instance of knowing ? [knowing, ...this.#idle] : this.#idle) {
      if (!this.#idle.delete(instance)) continue;
      if (instance.alive) return instance;
      this.#restarts++;
    }
    return null;
  }

  #release(instance: ProcessHandle): void {
    const worn = wornOut(instance.health, this.#options);
    if (worn === null) this.#idle.add(instance);
    else this.#replace(instance, worn);
  }

  /** Retires a healthy instance in the background; its successor starts when needed. */
  #replace(instance: ProcessHandle, reason: string): void {
    this.#restarts++;
    if (instance.health.live > 0) this.#leaks++;
    this.#log?.debug("chem process replaced", { pid: instance.pid, reason, ...instance.health });
    instance.retire(this.#options.graceMs);
  }

  /** Kills an unusable instance and waits until it is gone. */
  async #discard(instance: ProcessHandle, op: ChemOperation, breakage: Breakage): Promise<void> {
    instance.kill();
    await instance.exited;
    if (this.#closed) return;
    this.#restarts++;
    if (breakage.stopped === "order") {
      this.#brokenOff++;
      this.#log?.debug("chem process broken off", { pid: instance.pid, op });
      return;
    }
    if (breakage.stopped !== null) this.#kills++;
    const { fault, detail } = breakage;
    this.#log?.warn("chem process failed", {
      pid: instance.pid,
      op,
      fault,
      detail,
      said: instance.lastWords,
    });
  }

  /** Rejects the call, and with it all calls that are waiting for a process. */
  #cannotStart(call: PendingCall, error: Error): void {
    call.reject(error);
    if (this.#instances.size === 0) this.#queue.rejectAll(error);
  }
}

/** Opens a pool; its processes start with the first calls. */
export function openChemPool(options: ChemOptions = {}): ChemPool {
  return new ChemPool(options);
}

function stopping(): RxnstreamError {
  return new RxnstreamError("stopping", "The chemistry engine is stopping");
}

function engineFailure(breakages: readonly Breakage[]): RxnstreamError {
  const [first = "", second] = breakages.map((breakage) => breakage.fault);
  const what = second === undefined
    ? first
    : first === second
    ? `${first} twice`
    : `${first}, then, after a restart, ${second}`;
  return new RxnstreamError("engine_failure", `the chemistry engine ${what}`);
}
