import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Page } from "puppeteer-core";
import { programTest } from "../support/programs.ts";
import { setTheStage } from "./page_support.ts";

const PAGES = [
  "/docs",
  "/docs/http",
  "/docs/events",
  "/docs/clients",
  "/docs/files",
  "/docs/chemistry",
  "/docs/operate",
  "/docs/proxies",
  "/docs/changelog",
  "/docs/api",
  "/nothing/here",
];

/** Elements that reach beyond the right edge of the window, except those in a scrolling box. */
function tooWide(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("body *")]
      .filter((element) =>
        element.closest("pre, .table, .sprite") === null && !element.classList.contains("skip-link")
      )
      .concat([...document.querySelectorAll("pre, .table")])
      .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
      .map((element) => element.outerHTML.slice(0, 120))
  );
}

/** Contrast of a text with the page's background (WCAG 2.2, 1.4.3). */
function contrast(page: Page, selector: string): Promise<number> {
  return page.evaluate((selector) => {
    const luminance = (colour: string) => {
      const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? []).map((part) => {
        const share = Number(part) / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const element = document.querySelector(selector);
    if (element === null) return 0;
    const text = luminance(getComputedStyle(element).color);
    const ground = luminance(getComputedStyle(document.body).backgroundColor);
    return (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
  }, selector);
}

programTest({
  name: "The documents can be read in light and dark, and nothing is wider than a window of 390 or 1280 px",
  program: "chromium",
  async fn(chromium) {
    await using stage = await setTheStage(chromium);
    const page = await stage.open("/docs");
    for (const path of PAGES) {
      for (const width of [390, 1280]) {
        await page.setViewport({ width, height: 850 });
        const grounds: string[] = [];
        for (const scheme of ["light", "dark"]) {
          await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
          await page.goto(stage.url + path);
          assertEquals([path, width, await tooWide(page)], [path, width, []]);
          assert(await contrast(page, "main p") >= 4.5, `${path} in ${scheme}`);
          grounds.push(await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
        }
        assertEquals(new Set(grounds).size, 2);
      }
    }
    assertEquals(stage.errors, []);
  },
});

programTest({
  name: "The page links to the documents and the reference, which work without scripts",
  program: "chromium",
  async fn(chromium) {
    await using stage = await setTheStage(chromium);
    const page = await stage.open("/");
    await page.setJavaScriptEnabled(false);
    await page.goto(stage.url);
    await Promise.all([page.waitForNavigation(), page.click('a[href="/docs"]')]);
    await Promise.all([page.waitForNavigation(), page.click('main a[href="/docs/events"]')]);
    await page.click('.docs-nav a[href="#how-a-stream-ends"]');
    assertMatch(page.url(), /\/docs\/events#how-a-stream-ends$/);
    await Promise.all([page.waitForNavigation(), page.click('.top a[href="/docs/api"]')]);
    await page.click('main a[href="#schema-Session"]');
    const heading = await page.$eval("#schema-Session", (element) => element.getBoundingClientRect().top);
    assert(heading >= 0 && heading < 200, `The heading is at ${heading}`);
    assertEquals(stage.errors, []);
  },
});

programTest({
  name: "The browser's search finds text in the documents, and a choice of dark is kept from page to page",
  program: "chromium",
  async fn(chromium) {
    await using stage = await setTheStage(chromium);
    const page = await stage.open("/docs/operate");
    const finds = (text: string) =>
      page.evaluate((text) => (window as unknown as { find(text: string): boolean }).find(text), text);
    assertEquals([await finds("max-kept-mib-per-owner"), await finds("not to be found anywhere")], [
      true,
      false,
    ]);
    await page.click("#theme");
    await page.click("#theme");
    await page.goto(`${stage.url}/docs/api`);
    await page.waitForFunction(() => document.documentElement.dataset.theme === "dark");
    assertEquals(await finds("evs_last_event_id"), true);
    assertEquals(stage.errors, []);
  },
});
