import { assert, assertEquals, assertGreater, assertLess, assertStringIncludes } from "@std/assert";
import type { Page } from "puppeteer-core";
import { programTest } from "../support/programs.ts";
import { alkylations, create, layCable, setTheStage } from "./page_support.ts";

const TWO_REACTIONS =
  "Boc2O was not needed: CC(=O)Cl.NCc1ccccc1>>CC(=O)NCc1ccccc1, then\nCCO.CC(=O)O>>CCOC(C)=O.O";

/** Waits until the connection panel shows a state. */
async function untilState(page: Page, state: string): Promise<void> {
  await page.waitForSelector(`#state[data-state="${state}"]`, { timeout: 20_000 });
}

/** Waits until an element shows exactly a text. */
async function untilText(page: Page, selector: string, text: string): Promise<void> {
  await page.waitForFunction(
    (selector, text) => document.querySelector(selector)?.textContent === text,
    { timeout: 20_000 },
    selector,
    text,
  );
}

/** The text of each element that fits. */
function texts(page: Page, selector: string): Promise<string[]> {
  return page.$$eval(selector, (elements) => elements.map((element) => element.textContent ?? ""));
}

/** The figures in the connection panel, by name. */
async function metrics(page: Page): Promise<Record<string, string>> {
  const rows = await page.$$eval(
    "#metrics > div:not([hidden])",
    (rows) => rows.map((row) => [row.querySelector("dt")?.textContent, row.querySelector("dd")?.textContent]),
  );
  return Object.fromEntries(rows);
}

programTest({
  name: "The page starts a session from pasted text and shows every reaction up to its verdict",
  program: "chromium",
  async fn(chromium) {
    await using stage = await setTheStage(chromium);
    const page = await stage.open("/");
    await page.type("#query", TWO_REACTIONS);
    await page.type("#title", "Acylations");
    await page.click("#start");
    await untilState(page, "complete");
    await untilText(page, "#session-sub .chip", "Completed");
    assertEquals(await texts(page, "#session-title"), ["Acylations"]);
    assertEquals(await texts(page, ".card .number"), ["#0", "#1"]);
    assertEquals(await texts(page, "#tally .done dd"), ["2 of 2"]);
    for (const chip of await texts(page, ".card .chip")) assert(/^(Sound|Check)$/.test(chip), chip);
    const values = await texts(page, ".card .value .text");
    assert(values.includes("CC(=O)NCc1ccccc1"), values.join("\n"));
    await page.waitForFunction(() =>
      document.querySelectorAll(".drawing > svg .molecule.product").length === 3
    );
    const files = await page.$$eval(
      "[data-export]",
      (links) => links.map((link) => (link as HTMLAnchorElement).href),
    );
    assertEquals(files.map((file) => file.split("/export.").at(-1)), [
      "csv",
      "jsonl",
      "rdf",
      "smi",
      "pb.gz",
    ]);
    for (const file of files) {
      const response = await fetch(file);
      assertEquals([file, response.status], [file, 200]);
      assertGreater((await response.text()).length, 100, file);
    }
    assertEquals((await metrics(page)).Holes, "none");
    assertEquals(stage.errors, []);
  },
});

programTest({
  name: "A second tab opens the session by its link and shows the same",
  program: "chromium",
  async fn(chromium) {
    await using stage = await setTheStage(chromium);
    const id = await create(stage.url, alkylations(60), "Alkylations");
    const first = await stage.open(`/#/s/${id}`);
    const second = await stage.open("/");
    await second.bringToFront();
    await second.type("#open-id", `${stage.url}/#/s/${id}`);
    await second.keyboard.press("Enter");
    for (const page of [first, second]) {
      await page.bringToFront();
      await untilState(page, "complete");
      await untilText(page, "#tally .done dd", "60 of 60");
    }
    assertEquals(await texts(second, "#tally dd"), await texts(first, "#tally dd"));
    assertEquals((await metrics(second)).Events, (await metrics(first)).Events);
    assertEquals((await metrics(second)).Holes, "none");
  },
});

programTest({
  name: "A broken connection resumes on its own, a disconnected one on demand, without a gap or a repeat",
  program: "chromium",
  async fn(chromium) {
    await using stage = await setTheStage(chromium);
    await using cable = layCable(stage.url, { breaks: 2, afterBytes: 300_000 });
    const id = await create(stage.url, alkylations(300));
    const page = await stage.open(`/#/s/${id}`, cable.url);
    await untilState(page, "reconnecting");
    await page.click("#disconnect");
    await untilState(page, "closed");
    await page.click("#reconnect");
    await untilState(page, "reconnecting");
    await untilState(page, "complete");
    await untilText(page, "#tally .done dd", "300 of 300");
    assertEquals(cable.breaksLeft, 0);
    const log = await fetch(`${stage.url}/sessions/${id}/content`, {
      headers: { accept: "application/x-ndjson" },
    });
    const total = (await log.text()).trimEnd().split("\n").length;
    const shown = await metrics(page);
    assertEquals(shown.Events?.replaceAll(",", ""), String(total));
    assertEquals(shown.Holes, "none");
    assertEquals(shown["Repeats dropped"], undefined);
    assertGreater(Number(shown.Reconnects), 1);
  },
});

programTest({
  name: "A title that is markup is shown as text",
  program: "chromium",
  async fn(chromium) {
    await using stage = await setTheStage(chromium);
    const title = `<img src=x onerror="document.body.dataset.owned=1">`;
    const id = await create(stage.url, "CCO.CC(=O)O>>CCOC(C)=O.O", title);
    const page = await stage.open(`/#/s/${id}`);
    await untilState(page, "complete");
    assertEquals(await texts(page, "#session-title"), [title]);
    await page.click(".brand");
    await untilText(page, "#recent-list a", title);
    assertEquals(await page.$$eval("img[src=x]", (images) => images.length), 0);
    assertEquals(await page.evaluate(() => document.body.dataset.owned), undefined);
    assertEquals(stage.errors, []);
  },
});

programTest({
  name: "With five thousand reactions, fewer than two hundred cards are in the document",
  program: "chromium",
  async fn(chromium) {
    await using stage = await setTheStage(chromium);
    const id = await create(stage.url, alkylations(5000));
    const page = await stage.open(`/#/s/${id}`);
    await untilText(page, "#count-reactions", "5,000");
    const cards = () => page.$$eval(".card", (cards) => cards.length);
    const most = [await cards()];
    for (const share of [0.2, 0.5, 0.9, 0.1]) {
      await page.evaluate((share) => {
        scrollTo(0, document.documentElement.scrollHeight * share);
        return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      }, share);
      const inView = await page.$$eval(
        ".card",
        (cards) =>
          cards.map((card) => card.getBoundingClientRect()).filter(({ top, bottom }) =>
            top < innerHeight && bottom > 0
          )
            .length,
      );
      assertGreater(inView, 0);
      most.push(await cards());
    }
    assertLess(Math.max(...most), 200);
    await page.type("#jump-index", "4999");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() =>
      document.activeElement?.querySelector(".number")?.textContent === "#4999"
    );
    assertLess(await cards(), 200);
    await page.click("#session-cancel");
    await untilState(page, "complete");
    await untilText(page, "#session-sub .chip", "Cancelled");
  },
});

programTest({
  name: "The page is also at /test_sse.html, and opens a session named in the address",
  program: "chromium",
  async fn(chromium) {
    await using stage = await setTheStage(chromium);
    const id = await create(stage.url, "CCO.CC(=O)O>>CCOC(C)=O.O", "Esters");
    const page = await stage.open(`/test_sse.html?session=${id}`);
    await untilState(page, "complete");
    await page.click("#tab-events");
    await page.waitForSelector(".event.type-completion");
    const messages = await texts(page, ".event .message");
    assertStringIncludes(messages.join("\n"), "CCO.CC(=O)O>>CCOC(C)=O.O");
    assertEquals(stage.errors, []);
  },
});

programTest({
  name: "A reaction whose event is too long for the stream is shown whole",
  program: "chromium",
  async fn(chromium) {
    await using stage = await setTheStage(chromium);
    const reaction = `${"C".repeat(70_000)}>>C`;
    const id = await create(stage.url, reaction);
    const page = await stage.open(`/#/s/${id}`);
    await untilState(page, "complete");
    await untilText(page, ".card .source", reaction);
  },
});
