/** WebKitGTK's MiniBrowser through its WebDriver, on a virtual screen: `webkit_browser.ts STREAM DRIVER`. */
import { delay } from "@std/async";
import { serveBrowserPage } from "./browser_page.ts";
import { received, STREAM } from "./report.ts";

const [, driverPath = ""] = Deno.args;
const port = 20_000 + Deno.pid % 20_000;
const display = `:${port}`;
const screen = new Deno.Command("Xvfb", { args: [display, "-nolisten", "tcp"], stderr: "null" }).spawn();
await delay(1_000);
const home = await Deno.makeTempDir({ prefix: "rxnstream-browser-" });
const driver = new Deno.Command(driverPath, {
  args: [`--port=${port}`],
  env: {
    DISPLAY: display,
    HOME: home,
    XDG_RUNTIME_DIR: home,
    WEBKIT_DISABLE_COMPOSITING_MODE: "1",
    WEBKIT_FORCE_SANDBOX: "0",
    LIBGL_ALWAYS_SOFTWARE: "1",
  },
  stdout: "null",
  stderr: "null",
}).spawn();
globalThis.addEventListener("unload", () => {
  driver.kill("SIGTERM");
  screen.kill("SIGTERM");
});

async function command(path: string, body: unknown): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${port}/session${path}`, {
    method: "POST",
    body: JSON.stringify(body),
  });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`${path}: ${JSON.stringify(value)}`);
  return value;
}

for (let tries = 0;; tries++) {
  const isUp = await fetch(`http://127.0.0.1:${port}/status`).then((answer) => answer.text(), () => null);
  if (isUp !== null) break;
  if (tries > 100) throw new Error("WebKitWebDriver does not start");
  await delay(100);
}
const { sessionId } = await command("", { capabilities: { alwaysMatch: {} } }) as { sessionId: string };
await command(`/${sessionId}/url`, { url: serveBrowserPage(STREAM) });
for (let taken = 0;;) {
  const script = `return received.slice(${taken})`;
  const entries = await command(`/${sessionId}/execute/sync`, { script, args: [] }) as {
    id: string;
    data: string;
  }[];
  taken += entries.length;
  const last = entries.at(-1);
  // Ends its browser, which would otherwise keep running.
  if (last?.data.startsWith('{"_type":"completion"')) {
    await fetch(`http://127.0.0.1:${port}/session/${sessionId}`, { method: "DELETE" }).catch(() => {});
  }
  for (const { id, data } of entries) received(id, data);
  await delay(200);
}
