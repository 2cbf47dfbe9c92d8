/** Light, dark or the system's theme, remembered on this machine. */

const KEY = "rxnstream.theme";
const CHOICES = ["auto", "light", "dark"];
const ICONS = { auto: "auto", light: "sun", dark: "moon" };
const SYSTEM = matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set();

let choice = "auto";

/** @returns {"light" | "dark"} the theme shown now */
export function theme() {
  if (choice !== "auto") return choice;
  return SYSTEM.matches ? "dark" : "light";
}

/**
 * Calls back after each switch between light and dark.
 * @param {() => void} listener
 * @param {AbortSignal} signal ends it
 */
export function onTheme(listener, signal) {
  listeners.add(listener);
  signal.addEventListener("abort", () => listeners.delete(listener));
}

/** Reads the remembered choice and makes the button work. @param {HTMLButtonElement} button */
export function setUpTheme(button) {
  try {
    const known = localStorage.getItem(KEY);
    if (CHOICES.includes(known)) choice = known;
  } catch {
    // Storage is disabled: the system decides.
  }
  const show = () => {
    if (choice === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = choice;
    const words = { auto: "as the system", light: "light", dark: "dark" }[choice];
    button.setAttribute("aria-label", `Colours: ${words}. Change`);
    button.title = `Colours: ${words}`;
    button.querySelector("use").setAttribute("href", `#i-${ICONS[choice]}`);
    for (const listener of listeners) listener();
  };
  button.addEventListener("click", () => {
    choice = CHOICES[(CHOICES.indexOf(choice) + 1) % CHOICES.length];
    try {
      localStorage.setItem(KEY, choice);
    } catch {
      // The choice lasts until the page is closed.
    }
    show();
  });
  SYSTEM.addEventListener("change", show);
  show();
}
