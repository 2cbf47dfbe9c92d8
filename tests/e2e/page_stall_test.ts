/** How the page deals with streams that die silently, are held back on the way, or deliver something unreadable. */
import { assertEquals, assertGreater, assertStringIncludes } from "@std/assert";
import type { Page } from "puppeteer-core";
import { NGINX_MISSING, startFront } from "../support/nginx.ts";
import { findProgram, programTest } from "../support/programs.ts";
import { alkylations, create, layCable, setTheStage } from "./page_support.ts";

/** Time limit for the page to notice that a stream is dead and then to catch up, in milliseconds. */
const NOTICED = { timeout: 60_000 };

/**
 * Settings that make nginx keep an answer until it is complete, whatever the server asks for. A full buffer is passed on, so each is
 * larger than anything a session can write before the page has looked twice; only the filled part takes memory.
 */
const HOLDS_BACK = "proxy_ignore_headers X-Accel-Buffering; proxy_buffering on; proxy_buffer_size 512m; " +
  "proxy_buffers 3 512m; proxy_busy_buffers_size 512m;";

async function cancel(url: string, id: string): Promise<void> {
  await (await fetch(`${url}/sessions/${id}/cancel`, { method: "POST" })).body?.cancel();
}

/** Number of the newest event of a session. */
async function newest(url: string, id: string): Promise<number> {
  return (await (await fetch(`${url}/sessions/${id}/streaming-status`)).json()).last_event_id;
}

async function untilState(page: Page, state: string): Promise<void> {
  await page.waitForSelector(`#state[data-state="${state}"]`, NOTICED);
}

/** Waits until the page has received this many events. */
async function untilEvents(page: Page, events: number): Promise<void> {
  await page.waitForFunction(
    (events) =>
      Number(document.querySelector("#count-events")?.textContent?.replaceAll(",", "") ?? 0) >= events,
    NOTICED,
    events,
  );
}

async function untilDone(page: Page, done: string): Promise<void> {
  await page.waitForFunction(
    (done) => document.querySelector("#tally .done dd")?.textContent === done,
    NOTICED,
    done,
  );
}

function text(page: Page, selector: string): Promise<string> {
  return page.$eval(selector, (element) => element.textContent ?? "");
}

programTest({
  name: "When all connections of a phone die silently, the page recovers on its own without missing an event",
  program: "chromium",
  async fn(chromium) {
    await using stage = await setTheStage(chromium);
    await using cable = layCable(stage.url);
    const id = await create(stage.url, alkylations(20_000));
    const page = await stage.open(`/#/s/${id}`, cable.url);
    await page.setViewport({ width: 390, height: 844 });
    await untilEvents(page, 100);
    assertGreater(cable.freeze(), 0);
    await page.waitForSelector('#state:not([data-state="open"])', NOTICED);
    await untilState(page, "open");
    await cancel(stage.url, id);
    await untilState(page, "complete");
    await untilEvents(page, await newest(stage.url, id));
    assertEquals(await text(page, "#connection-holes"), "");
  },
});

programTest({
  name: "Behind a proxy that buffers streams, the page polls for the events instead",
  program: "chromium",
  async fn(chromium) {
    if (findProgram("nginx") === undefined) throw new Error(NGINX_MISSING);
    await using stage = await setTheStage(chromium);
    await using proxy = await startFront(stage.url, HOLDS_BACK);
    const id = await create(stage.url, alkylations(20_000));
    const page = await stage.open(`/#/s/${id}`, proxy.url);
    await page.waitForFunction(
      () => document.querySelector("#connection-problem")?.textContent?.includes("holding the stream back"),
      NOTICED,
    );
    await untilEvents(page, 100);
    await cancel(stage.url, id);
    await untilState(page, "complete");
    await untilEvents(page, await newest(stage.url, id));
    assertEquals(await text(page, "#connection-holes"), "");
  },
});

programTest({
  name: "A drawing that could not be fetched is fetched again once the server can be reached",
  program: "chromium",
  async fn(chromium) {
    await using stage = await setTheStage(chromium);
    await using cable = layCable(stage.url);
    const id = await create(stage.url, alkylations(40));
    const page = await stage.open(`/#/s/${id}`, cable.url);
    await untilState(page, "complete");
    cable.cut();
    await page.type("#jump-index", "30");
    await page.keyboard.press("Enter");
    await page.waitForFunction(
      () => document.activeElement?.querySelector(".drawing")?.textContent?.includes("trying again"),
      NOTICED,
    );
    cable.mend();
    await page.waitForFunction(() => document.activeElement?.querySelector(".drawing > svg"), NOTICED);
  },
});

programTest({
  name: "An event that cannot be parsed is reported as missing",
  program: "chromium",
  async fn(chromium) {
    await using stage = await setTheStage(chromium);
    let isSpoilt = false;
    await using cable = layCable(stage.url, {
      change(bytes) {
        const text = new TextDecoder("latin1").decode(bytes);
        const at = text.indexOf('"message":"Starting SMILES');
        if (at < 0 || isSpoilt) return bytes;
        isSpoilt = true;
        const spoilt = bytes.slice();
        spoilt[at] = "'".charCodeAt(0);
        return spoilt;
      },
    });
    const id = await create(stage.url, alkylations(3));
    const page = await stage.open(`/#/s/${id}`, cable.url);
    await untilState(page, "complete");
    await page.waitForFunction(
      () => document.querySelector("#connection-holes")?.textContent !== "",
      NOTICED,
    );
    assertStringIncludes(await text(page, "#connection-holes"), "Events are missing: ");
  },
});

programTest({
  name: "A tab that is hidden from the start opens no stream until it is shown",
  program: "chromium",
  async fn(chromium) {
    await using stage = await setTheStage(chromium);
    const id = await create(stage.url, alkylations(20));
    const page = await stage.browser.newPage();
    // Headless Chromium shows every tab; the page gets the events that a browser with a screen sends.
    await page.evaluateOnNewDocument(() => {
      let hidden = true;
      Object.defineProperty(document, "hidden", { get: () => hidden });
      addEventListener("looked-at", () => {
        hidden = false;
        document.dispatchEvent(new Event("visibilitychange"));
      });
    });
    await page.goto(`${stage.url}/#/s/${id}`);
    await untilState(page, "resting");
    const status = await (await fetch(`${stage.url}/sessions/${id}/streaming-status`)).json();
    assertEquals(status.connections, 0);
    await page.evaluate(() => dispatchEvent(new Event("looked-at")));
    await untilState(page, "complete");
    await untilDone(page, "20 of 20");
  },
});
