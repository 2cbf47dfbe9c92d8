import { assert, assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import type { Page } from "puppeteer-core";
import { programTest } from "../support/programs.ts";
import { setTheStage, type Stage } from "./page_support.ts";

const ETHER = "[CH3:1][CH2:2]Br.[OH-:3]>CCO>[CH3:1][CH2:2][OH:3].[Br-]";

/** Opens a session of reactions once it is complete. */
async function openSession(stage: Stage, reactions: readonly string[]): Promise<Page> {
  const response = await fetch(`${stage.url}/sessions`, {
    method: "POST",
    headers: { "content-type": "chemical/x-daylight-smiles" },
    body: reactions.join("\n"),
  });
  const { session_id: id } = await response.json();
  const page = await stage.open(`/#/s/${id}`);
  await page.waitForSelector('#state[data-state="complete"]', { timeout: 20_000 });
  return page;
}

/** The molecule's role and the number of each marked atom. */
function partners(page: Page): Promise<string[]> {
  return page.$$eval(
    ".target.partner",
    (circles) =>
      circles.map((circle) => {
        const role = circle.closest(".molecule")?.classList.contains("product") ? "product" : "reactant";
        return `${role} ${circle.getAttribute("data-map")}`;
      }),
  );
}

const told = (page: Page) => page.$eval(".told", (element) => element.textContent);

programTest({
  name: "An atom under the pointer, tapped or focused shows its partner on the other side",
  program: "chromium",
  async fn(chromium) {
    await using stage = await setTheStage(chromium);
    const page = await openSession(stage, [ETHER]);
    await page.waitForSelector(".drawing .product .target");
    assertEquals(await partners(page), []);
    await page.hover('.drawing .product .target[data-element="O"]');
    const number = await page.$eval(
      '.drawing .product .target[data-element="O"]',
      (circle) => circle.getAttribute("data-map"),
    );
    assertEquals(await partners(page), [`reactant ${number}`, `product ${number}`]);
    assertMatch(await told(page) ?? "", new RegExp(`^O:${number} · reactant \\d → product`));
    await page.hover(".card-head");
    assertEquals([await partners(page), await told(page)], [[], ""]);

    await page.tap('.drawing .reactant .target[data-element="O"]');
    await page.hover(".card-head");
    assertEquals(await partners(page), [`reactant ${number}`, `product ${number}`]);
    await page.tap('.drawing .reactant .target[data-element="O"]');
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.hover(".card-head");
    assertEquals(await partners(page), []);

    // One tab stop; the arrow keys move through the atoms, and Enter moves to the partner.
    assertEquals(await page.$$eval('.target[tabindex="0"]', (circles) => circles.length), 1);
    await page.$eval('.target[tabindex="0"]', (circle) => (circle as SVGElement).focus());
    const first = await partners(page);
    assertEquals(first.length, 2);
    await page.keyboard.press("ArrowRight");
    assertNotEquals(await partners(page), first);
    await page.keyboard.press("ArrowLeft");
    assertEquals(await partners(page), first);
    await page.keyboard.press("Enter");
    assertEquals(await partners(page), first);
    const label = await page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
    assertMatch(label ?? "", /^(carbon|oxygen) \d in product/);
    assertEquals(await page.$$eval('.target[tabindex="0"]', (circles) => circles.length), 1);
    assertEquals(stage.errors, []);
  },
});

programTest({
  name: "The atom numbers are drawn when they are switched on, in light and dark",
  program: "chromium",
  async fn(chromium) {
    await using stage = await setTheStage(chromium);
    const page = await openSession(stage, [ETHER]);
    await page.waitForSelector(".drawing .target");
    const paths = () => page.$$eval(".drawing path:not(.change)", (all) => all.length);
    const address = () => page.$eval(".open-drawing", (link) => link.getAttribute("href") ?? "");
    const plain = await paths();
    await page.click(".atom-maps");
    await page.waitForFunction(
      (plain) => document.querySelectorAll(".drawing path:not(.change)").length > plain,
      {},
      plain,
    );
    assertEquals(await page.$eval(".atom-maps", (button) => button.getAttribute("aria-pressed")), "true");
    const [light, number] = [await address(), await paths()];
    assertMatch(light, /atom_maps=1/);
    for (let tries = 0; tries < 3 && !/theme=dark/.test(await address()); tries++) {
      await page.click("#theme");
      await page.waitForFunction(
        () => {
          const dark = document.documentElement.dataset["theme"] === "dark";
          const link = document.querySelector(".open-drawing")?.getAttribute("href") ?? "";
          return link.includes(dark ? "theme=dark" : "theme=light");
        },
      );
    }
    assertMatch(await address(), /theme=dark.*atom_maps=1/);
    assertEquals(await paths(), number);
    await page.click(".atom-maps");
    await page.waitForFunction(
      (plain) => document.querySelectorAll(".drawing path:not(.change)").length === plain,
      {},
      plain,
    );
    const legend = await page.$$eval(".keys-of-drawing li", (items) => items.map((item) => item.textContent));
    assertEquals(legend, ["bond broken", "bond made", "atom changed"]);
    const rxn = await page.$eval(".rxn-file", (link) => (link as HTMLAnchorElement).href);
    assertMatch(await (await fetch(rxn)).text(), /^\$RXN/);
    assertEquals(stage.errors, []);
  },
});

programTest({
  name: "The SMIRKS is shown at each radius and in Daylight's form",
  program: "chromium",
  async fn(chromium) {
    await using stage = await setTheStage(chromium);
    const page = await openSession(stage, ["CC(=O)Cl.NCc1ccccc1>>CC(=O)NCc1ccccc1"]);
    const group = '[aria-label="Radius of the SMIRKS"]';
    // Whatever is below the drawing moves when it arrives, and a click would land where its button was.
    await page.waitForSelector(".drawing .target");
    await page.waitForSelector(group);
    const shown = () =>
      page.$eval(group, (buttons) => {
        const text = buttons.closest(".stage-body")?.querySelector(".value .text")?.textContent ?? "";
        const chosen = buttons.querySelector('[aria-pressed="true"]')?.textContent ?? "";
        const copied = buttons.closest(".stage-body")?.querySelector(".icon-button")?.getAttribute(
          "aria-label",
        );
        return { text, chosen, copied };
      });
    const start = await shown();
    assertEquals([start.chosen, start.copied], ["1", "Copy the SMIRKS of reaction 0, radius 1"]);
    const texts = new Set<string>();
    for (const form of ["0", "1", "2", "daylight"]) {
      await page.click(`${group} [data-form="${form}"]`);
      await page.waitForSelector(`${group} [data-form="${form}"][aria-pressed="true"]`);
      const { text, chosen, copied } = await shown();
      assertEquals(chosen.toLowerCase(), form);
      assert(copied?.includes(form === "daylight" ? "Daylight form" : `radius ${form}`), copied ?? "");
      assertMatch(text, />>/);
      texts.add(text);
    }
    assertEquals(texts.size, 4);
    assertEquals(stage.errors, []);
  },
});

programTest({
  name: "A card says how many reactions share its template, and keeps counting",
  program: "chromium",
  async fn(chromium) {
    await using stage = await setTheStage(chromium);
    const chains = Array.from({ length: 40 }, (_, k) => `${"C".repeat(4 + k)}Br.O>>${"C".repeat(4 + k)}O.Br`);
    const page = await openSession(stage, [...chains, "C=CC=C.C=C>>C1=CCCCC1"]);
    const use = (key: number) =>
      page.waitForFunction(
        (key) => document.querySelector(`.card-slot[data-key="${key}"] .template-use span`)?.textContent,
        {},
        key,
      ).then((text) => text.jsonValue());
    assertEquals(await use(0), "Shared with 39 other reactions in this session; this one is the first");
    await page.type("#jump-index", "40");
    await page.keyboard.press("Enter");
    assertEquals(await use(40), "Unique in this session");
    await page.$eval("#jump-index", (field) => (field as HTMLInputElement).value = "1");
    await page.focus("#jump-index");
    await page.keyboard.press("Enter");
    assertEquals(await use(1), "Shared with 39 other reactions in this session; first #0");
    await page.click('.card-slot[data-key="1"] .template-use button');
    // Only those with the template remain.
    await page.waitForFunction(() =>
      document.querySelector(".card-slot")?.getAttribute("aria-setsize") === "40"
    );
    assertEquals(stage.errors, []);
  },
});

programTest({
  name: "A malicious drawing puts only shapes into the page",
  program: "chromium",
  async fn(chromium) {
    await using stage = await setTheStage(chromium);
    const page = await openSession(stage, [ETHER]);
    await page.waitForSelector(".drawing .target");
    const hostile =
      `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9"
      viewBox="0 0 9 9" onload="document.body.dataset.owned=1" class="card molecule" id="main" style="position:fixed">
      <script>document.body.dataset.owned = 2</script>
      <script xmlns="http://www.w3.org/1999/xhtml">document.body.dataset.owned = 3</script>
      <foreignObject><img xmlns="http://www.w3.org/1999/xhtml" src="x" onerror="document.body.dataset.owned=4"/></foreignObject>
      <a href="javascript:document.body.dataset.owned=5"><circle r="9"/></a>
      <image href="http://127.0.0.1:9/x.png"/><use href="http://127.0.0.1:9/x.svg#a"/>
      <style>* { display: none }</style><animate attributeName="href" to="javascript:1"/>
      <g class="molecule reactant toast" onclick="document.body.dataset.owned=6">
        <circle class="target centre" data-map="1" data-element="C&quot;&gt;&lt;b&gt;" cx="1" cy="1" r="1" fill="url(http://127.0.0.1:9/)" tabindex="5"/>
        <circle class="target" data-map="1" data-element="C" cx="3" cy="3" r="1" fill="none" style="fill:red"/>
        <text onclick="document.body.dataset.owned=7">&lt;b&gt;<tspan onclick="1">x</tspan></text>
      </g></svg>`;
    await page.setRequestInterception(true);
    page.on("request", (request) => {
      if (!request.url().includes("depiction.svg")) return void request.continue();
      void request.respond({ status: 200, contentType: "image/svg+xml", body: hostile });
    });
    await page.click(".atom-maps");
    await page.waitForFunction(() => document.querySelectorAll(".drawing .target").length === 2);
    const inside = await page.$eval(
      ".drawing",
      (drawing) =>
        [...drawing.querySelectorAll("svg, svg *")].map((element) =>
          [
            element.localName,
            ...element.getAttributeNames().map((name) => `${name}=${element.getAttribute(name)}`),
          ]
            .filter((part) => !/^(role|aria-label|tabindex)=/.test(part)).join(" ")
        ),
    );
    assertEquals(inside, [
      "svg viewBox=0 0 9 9 class=molecule",
      "g class=molecule reactant",
      "circle class=target centre data-map=1 cx=1 cy=1 r=1",
      "circle class=target data-map=1 data-element=C cx=3 cy=3 r=1 fill=none",
      "text",
    ]);
    await page.click(".drawing svg");
    assertEquals(await page.evaluate(() => document.body.dataset["owned"]), undefined);
    // The reports show that the browser refuses styles and handlers as soon as it parses the document.
    for (const error of stage.errors) assertMatch(error, /violates the following Content Security Policy/);
  },
});
