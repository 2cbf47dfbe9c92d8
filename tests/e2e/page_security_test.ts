import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Page } from "puppeteer-core";
import { temporaryFolder } from "../support/folders.ts";
import { programTest } from "../support/programs.ts";
import { setTheStage } from "./page_support.ts";

/** Each would mark the page if a browser treated it as more than text. */
const HOSTILE = [
  `<img src=x onerror="document.body.dataset.owned=1">`,
  `</script><script>document.body.dataset.owned=2</script>`,
  `"><svg onload=document.body.dataset.owned=3>`,
  `' onmouseover='document.body.dataset.owned=4`,
  `javascript:document.body.dataset.owned=5`,
  `<svg xmlns="http://www.w3.org/2000/svg"><script>parent.document.body.dataset.owned=6</script></svg>`,
  `<iframe srcdoc="<script>parent.document.body.dataset.owned=7</script>"></iframe>`,
  `{{constructor.constructor('document.body.dataset.owned=8')()}}<math><mtext></form><form><mglyph><style></math>`,
] as const;

async function untilState(page: Page, state: string): Promise<void> {
  await page.waitForSelector(`#state[data-state="${state}"]`, { timeout: 20_000 });
}

async function untilSeen(page: Page, text: string): Promise<void> {
  await page.waitForFunction((text) => document.body.innerText.includes(text), { timeout: 20_000 }, text);
}

/** The effects of the texts: marks, and elements that only they could have made. */
function harm(page: Page): Promise<unknown> {
  return page.evaluate(() => [
    document.body.dataset.owned ?? null,
    document.querySelectorAll("img[src=x], svg[onload], iframe, math, body script, [onmouseover], [onerror]")
      .length,
    [...document.querySelectorAll("a")].filter(({ protocol }) => protocol === "javascript:").length,
  ]);
}
const NO_HARM = [null, 0, 0];

programTest({
  name: "Hostile titles, file names, columns, reactions and errors are text on the page, and never run",
  program: "chromium",
  async fn(chromium) {
    await using stage = await setTheStage(chromium);
    await using folder = await temporaryFolder();
    const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
    const table = [
      ["reaction", "name", HOSTILE[0]].map(cell).join(","),
      ...HOSTILE.map((text, index) =>
        ["CCO.CC(=O)O>>CCOC(C)=O", text, HOSTILE[(index + 1) % 8] ?? ""].map(cell).join(",")
      ),
      ...HOSTILE.map((text) => [`CCO>>${text}`, "broken", text].map(cell).join(",")),
    ].join("\n");
    const file = `${folder.path}/"><img src=x onerror=document.body.dataset.owned=9>.csv`;
    await Deno.writeTextFile(file, table);

    const page = await stage.open("/");
    page.on("dialog", (dialog) => void dialog.dismiss());
    const input = await page.waitForSelector("#file");
    await (input as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(file);
    await untilSeen(page, `"><img src=x onerror=document.body.dataset.owned=9>.csv`);
    await untilSeen(page, "reaction");
    assertEquals(await harm(page), NO_HARM);
    const title = HOSTILE.join(" ").slice(0, 200);
    await page.type("#title", title);
    await page.click("#start");
    await untilState(page, "complete");
    const id = (await page.evaluate(() => location.hash)).replace("#/s/", "");
    const viewer = new AbortController();
    const hostileClient = encodeURIComponent(HOSTILE[0]);
    const stream = await fetch(`${stage.url}/sessions/${id}/stream?client_id=${hostileClient}`, {
      signal: viewer.signal,
    });
    assertEquals(await page.$eval("#session-title", (element) => element.textContent), title);
    assertEquals(await harm(page), NO_HARM);
    // Each card once, as a user who scrolls sees it.
    for (let index = 0; index < 16; index++) {
      await page.$eval(
        "#jump-index",
        (field, index) => (field as HTMLInputElement).value = String(index),
        index,
      );
      await page.focus("#jump-index");
      await page.keyboard.press("Enter");
      await page.waitForFunction(
        (index) => document.activeElement?.querySelector(".number")?.textContent === `#${index}`,
        { timeout: 20_000 },
        index,
      );
      assertEquals(await harm(page), NO_HARM);
    }
    await page.click("#tab-events");
    await page.waitForSelector(".event.type-completion");
    await page.type("#event-search", "<img");
    await untilSeen(page, HOSTILE[0]);
    assertEquals(await harm(page), NO_HARM);
    await page.evaluate(() =>
      document.querySelector<HTMLDetailsElement>("#status-details")?.setAttribute("open", "")
    );
    assertEquals(await harm(page), NO_HARM);
    viewer.abort();
    await stream.body?.cancel().catch(() => {});

    await page.evaluate((id) => location.hash = `#/s/${encodeURIComponent(id)}`, HOSTILE[0]);
    await untilSeen(page, "Session not found");
    await untilSeen(page, HOSTILE[0]);
    assertEquals(await harm(page), NO_HARM);
    await page.click(".brand");
    await page.waitForSelector("#recent-list a");
    assertEquals(await page.$eval("#recent-list a", (element) => element.textContent), title);
    assertEquals(await harm(page), NO_HARM);
    assertEquals(stage.errors, []);

    // A drawing opened on its own runs nothing either.
    const drawing = await stage.open(`/sessions/${id}/reactions/0/depiction.svg`);
    assertEquals(await drawing.evaluate(() => document.documentElement.tagName), "svg");
    assertEquals(
      await drawing.evaluate(() => document.querySelectorAll("script, foreignObject, a").length),
      0,
    );
    assertEquals(stage.errors, []);
  },
});

programTest({
  name:
    "The page's policy refuses what a hostile text would need: inline scripts, markup from text, other sites",
  program: "chromium",
  async fn(chromium) {
    await using stage = await setTheStage(chromium);
    const page = await stage.open("/");
    await page.waitForSelector("#query");
    const outcomes = await page.evaluate(async () => {
      const attempt = (run: () => void) => {
        try {
          run();
          return "done";
        } catch (error) {
          return (error as Error).name;
        }
      };
      const node = document.createElement("p");
      document.body.append(node);
      const other = new Promise((resolve) =>
        addEventListener("securitypolicyviolation", resolve, { once: true })
      );
      const image = new Image();
      image.src = "http://127.0.0.1:9/x.png";
      document.body.append(image);
      const { effectiveDirective } = await other as SecurityPolicyViolationEvent;
      return [
        attempt(() => node.innerHTML = "<b>x</b>"),
        attempt(() => node.setAttribute("onclick", "1")),
        attempt(() => Function("return 1")()),
        attempt(() => document.createElement("script").text = "document.body.dataset.owned = 1"),
        effectiveDirective,
        await fetch("http://localhost:9/").then(() => "done", (error: Error) => error.name),
        document.body.dataset.owned ?? null,
      ];
    });
    assertEquals([outcomes[0], ...outcomes.slice(2)], [
      "TypeError",
      "EvalError",
      "TypeError",
      "img-src",
      "TypeError",
      null,
    ]);
    assert(stage.errors.length > 0, "the refusals are reported");
  },
});

programTest({
  name: "If the server requires a token, the page asks for it, works with the cookie, and signs out",
  program: "chromium",
  async fn(chromium) {
    await using folder = await temporaryFolder();
    const token = "alice-token-0123456789";
    await Deno.writeTextFile(
      `${folder.path}/tokens.json`,
      JSON.stringify([{ name: "alice", token, scopes: ["create", "read"] }]),
    );
    await using stage = await setTheStage(chromium, ["--tokens", `${folder.path}/tokens.json`]);
    const page = await stage.open("/");
    await page.waitForSelector("#token");
    assertEquals(await page.evaluate(() => document.activeElement?.id), "token");
    assertEquals(await page.$("#start-form"), null);
    await page.type("#token", "wrong-token-0123456789");
    await page.keyboard.press("Enter");
    await untilSeen(page, "The server rejected this token.");
    await page.$eval("#token", (field) => (field as HTMLInputElement).value = "");
    await page.type("#token", token);
    await page.click("#sign-in");
    await page.waitForSelector("#query");
    await page.type("#query", "CCO.CC(=O)O>>CCOC(C)=O.O");
    await page.click("#start");
    await untilState(page, "complete");
    await page.waitForSelector(".drawing > svg .molecule.product");
    // No script can read the browser's cookie.
    assertEquals(await page.evaluate(() => document.cookie), "");
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    assertEquals(kept.includes(token), false);
    const address = await page.evaluate(() => location.hash);
    assertMatch(address, /^#\/s\/[0-9a-f-]{36}$/);
    await page.click("#account");
    await page.waitForSelector("#token");
    assertEquals(await page.$(".session"), null);
    // After signing in again, the user is back at the same view.
    await page.type("#token", token);
    await page.click("#sign-in");
    await untilState(page, "complete");
    // A missing cookie is noticed with the next request.
    await page.deleteCookie({ name: "rxnstream" });
    await page.click(".brand");
    await page.waitForSelector("#token");
    assertEquals(stage.errors, []);
  },
});
