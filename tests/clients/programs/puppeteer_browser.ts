/** Chromium or Firefox: `puppeteer_browser.ts STREAM PROGRAM chrome|firefox`. */
import { delay } from "@std/async";
import puppeteer from "puppeteer-core";
import { CHROMIUM_ARGUMENTS } from "../../support/chromium.ts";
import { serveBrowserPage } from "./browser_page.ts";
import { received, STREAM } from "./report.ts";

const [, executablePath = "", browser] = Deno.args;
const userDataDir = await Deno.makeTempDir({ prefix: "rxnstream-browser-" });
const running = await puppeteer.launch({
  browser: browser === "firefox" ? "firefox" : "chrome",
  executablePath,
  userDataDir,
  headless: true,
  args: browser === "firefox" ? [] : [...CHROMIUM_ARGUMENTS],
});
globalThis.addEventListener("unload", () => running.process()?.kill("SIGKILL"));
const page = await running.newPage();
await page.goto(serveBrowserPage(STREAM));
for (let taken = 0;;) {
  const entries = await page.evaluate(
    (from) => (globalThis as unknown as { received: { id: string; data: string }[] }).received.slice(from),
    taken,
  );
  taken += entries.length;
  for (const { id, data } of entries) received(id, data);
  await delay(200);
}
