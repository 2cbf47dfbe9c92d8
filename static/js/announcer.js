/** Tells users what happened: in a live region for screen readers, and briefly in a toast. */

let timer = 0;

/**
 * Says something to assistive technology, politely.
 * @param {string} message
 */
export function announce(message) {
  const region = document.getElementById("announcer");
  // A repeated message is spoken again only if the region was empty in between.
  region.textContent = "";
  requestAnimationFrame(() => region.textContent = message);
}

/**
 * Shows a message for a moment, and announces it.
 * @param {string} message
 */
export function tell(message) {
  const toast = document.getElementById("toast");
  toast.textContent = message;
  toast.classList.add("shown");
  clearTimeout(timer);
  timer = setTimeout(() => toast.classList.remove("shown"), 2200);
  announce(message);
}

/**
 * Copies text and confirms it.
 * @param {string} text
 * @param {string} what its name, such as "SMIRKS of reaction 3"
 * @returns {Promise<boolean>} whether it was copied
 */
export async function copy(text, what) {
  const done = await write(text);
  tell(done ? `Copied: ${what}` : "The browser did not allow copying. Select the text and copy it by hand.");
  return done;
}

async function write(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return writeFromSelection(text);
  }
}

/** The Clipboard API needs a secure context; a page over plain HTTP from another machine has only this. */
function writeFromSelection(text) {
  const focused = document.activeElement;
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "sr-only";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  focused?.focus({ preventScroll: true });
  return done;
}

/**
 * Asks for confirmation before something that cannot be undone.
 * @param {{ title: string, text: string, yes: string }} question
 * @returns {Promise<boolean>}
 */
export function confirm({ title, text, yes }) {
  const dialog = document.getElementById("confirm");
  document.getElementById("confirm-title").textContent = title;
  document.getElementById("confirm-text").textContent = text;
  document.getElementById("confirm-yes").textContent = yes;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}
