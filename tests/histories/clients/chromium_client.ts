/** Chromium's `EventSource`, in a tab of its own. */
import puppeteer, { type Browser } from "puppeteer-core";
import { CHROMIUM_ARGUMENTS } from "../../support/chromium.ts";
import { temporaryFolder } from "../../support/folders.ts";
import { isSatisfied, type RunClient, ticketUrl } from "./client_job.ts";
import { endByLastAnswer } from "./event_source_client.ts";

const ARGS = [
  ...CHROMIUM_ARGUMENTS,
  // Timers in hidden tabs would be throttled.
  "--disable-background-timer-throttling",
  "--disable-backgrounding-occluded-windows",
  "--disable-renderer-backgrounding",
];

/** A browser for all tabs; disposing closes it and deletes its profile. */
export async function openBrowser(path: string): Promise<AsyncDisposable & { readonly browser: Browser }> {
  const folder = await temporaryFolder();
  const browser = await puppeteer.launch({ executablePath: path, userDataDir: folder.path, args: ARGS });
  return {
    browser,
    async [Symbol.asyncDispose]() {
      await browser.close();
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** Follows with the browser's `EventSource`; the client must be connected through the proxy, which notes its requests. */
export function runChromium(browser: Browser): RunClient {
  return async (job, signal) => {
    const { history } = job;
    const page = await browser.newPage();
    const done = Promise.withResolvers<void>();
    signal.addEventListener("abort", () => done.resolve(), { once: true });
    await page.exposeFunction("eventsReceived", (events: readonly [string, string][]) => {
      for (const [id, data] of events) {
        if (history.isEnded) break;
        history.add(Number(id), data, null);
        if (isSatisfied(job)) done.resolve();
      }
    });
    await page.exposeFunction("sourceClosed", () => done.resolve());
    // An empty page of the stream's own origin, available even while the server is away.
    await page.setRequestInterception(true);
    page.once(
      "request",
      (request) => void request.respond({ contentType: "text/html", body: "<!doctype html>" }),
    );
    await page.goto(`${job.base}/empty`);
    await page.setRequestInterception(false);
    const from = history.cursor > 0 ? `&last_event_id=${history.cursor}` : "";
    await page.evaluate(followInPage, ticketUrl(job) + from);
    await done.promise;
    await page.close();
    if (!signal.aborted && !history.isEnded) await endByLastAnswer(job);
  };
}

/** Runs in the page: passes the events on several at a time, and reports when the source has closed itself. */
function followInPage(url: string): void {
  const page = globalThis as unknown as {
    eventsReceived(events: readonly (readonly [string, string])[]): Promise<void>;
    sourceClosed(): Promise<void>;
  };
  let waiting: [string, string][] = [];
  let handing: Promise<void> | undefined;
  async function hand(): Promise<void> {
    while (waiting.length > 0) {
      const events = waiting;
      waiting = [];
      await page.eventsReceived(events);
    }
    handing = undefined;
  }
  const source = new EventSource(url);
  source.onmessage = ({ lastEventId, data }) => {
    waiting.push([lastEventId, data]);
    handing ??= hand();
  };
  source.onerror = async () => {
    if (source.readyState !== EventSource.CLOSED) return;
    await handing;
    await page.sourceClosed();
  };
}
