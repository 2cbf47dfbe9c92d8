/** The start page's form: text, a file, or a sample becomes a session. */

import { randomKey, startFromFile, startFromText } from "./api.js";
import { announce } from "./announcer.js";
import { el, setText } from "./dom.js";
import { bytes, counted } from "./format.js";

const HEAD_BYTES = 2000;

export class StartForm {
  #root;
  #started;
  #file = null;
  #fileName = null;
  #sampleTitle = "";
  #key = randomKey();

  /**
   * @param {object} options
   * @param {HTMLElement} options.root the start view
   * @param {(session: object) => void} options.started called with the new session
   */
  constructor({ root, started }) {
    this.#root = root;
    this.#started = started;
    const form = this.#part("start-form");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    form.addEventListener("input", () => this.#edited());
    this.#part("query").addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.#submit();
    });
    this.#part("query").addEventListener("input", (event) => {
      if (event.target.value === "") this.#fileName = null;
    });
    this.#part("choose").addEventListener("click", () => this.#part("file").click());
    this.#part("file").addEventListener("change", (event) => {
      if (event.target.files[0]) this.takeFile(event.target.files[0]);
      event.target.value = "";
    });
    this.#part("chosen-remove").addEventListener("click", () => {
      this.#setFile(null);
      this.#part("query").focus();
    });
    this.#loadSamples();
  }

  /** Accepts a file for the next session and shows its beginning. @param {File} file */
  async takeFile(file) {
    this.#setFile(file);
    announce(`File chosen: ${file.name}`);
    this.#part("start").focus();
    const head = await file.slice(0, HEAD_BYTES).text();
    if (this.#file !== file) return;
    // A compressed file or a protobuf has no text to show.
    // deno-lint-ignore no-control-regex
    const isText = !/[\0-\x08\x0e-\x1f]/.test(head);
    setText(this.#part("chosen-head"), !isText ? "" : file.size > HEAD_BYTES ? `${head}\n…` : head);
  }

  #setFile(file) {
    this.#file = file;
    this.#part("chosen").hidden = file === null;
    this.#part("query").hidden = file !== null;
    this.#part("query").value = "";
    this.#fileName = null;
    this.#markSample(null);
    setText(this.#part("chosen-head"), "");
    if (file) {
      setText(this.#part("chosen-name"), file.name);
      setText(this.#part("chosen-size"), bytes(file.size));
    }
    this.#edited();
  }

  /** A different input is a different request, with its own key. */
  #edited() {
    this.#key = randomKey();
    this.#fail("");
  }

  async #submit() {
    const text = this.#part("query").value;
    const title = this.#part("title").value.trim();
    const format = this.#part("format").value;
    if (!this.#file && text.trim() === "") {
      this.#fail("There is nothing to start with yet: paste text, choose a file, or pick a sample.");
      this.#part("query").focus();
      return;
    }
    const button = this.#part("start");
    button.disabled = true;
    setText(button, "Starting …");
    try {
      const session = this.#file
        ? await startFromFile({ file: this.#file, title, format, key: this.#key })
        : await startFromText({ text, title, format, fileName: this.#fileName, key: this.#key });
      this.#started(session);
    } catch (error) {
      this.#fail(error.message);
    } finally {
      button.disabled = false;
      setText(button, "Start");
    }
  }

  #fail(message) {
    const place = this.#part("start-error");
    place.hidden = message === "";
    setText(place, message);
  }

  async #loadSamples() {
    const place = this.#part("samples");
    try {
      const response = await fetch("/static/samples/index.json");
      const { samples } = await response.json();
      place.replaceChildren(...samples.map((sample) => this.#sample(sample)));
    } catch {
      place.replaceChildren(el("li", { class: "page-note", text: "The samples could not be loaded." }));
    }
  }

  #sample(sample) {
    const button = el(
      "button",
      {
        type: "button",
        "aria-pressed": "false",
        click: () => this.#takeSample(sample, button),
      },
      el("span", { class: "sample-title", text: sample.title }),
      el("span", { class: "sample-text", text: sample.description }),
    );
    return el("li", {}, button);
  }

  async #takeSample({ file, title }, button) {
    try {
      const response = await fetch(`/static/samples/${encodeURIComponent(file)}`);
      if (!response.ok) throw new Error(`The sample could not be loaded (${response.status}).`);
      const text = await response.text();
      this.#setFile(null);
      this.#part("query").value = text;
      // A title typed by the user stays.
      const field = this.#part("title");
      if (field.value === this.#sampleTitle) field.value = title;
      this.#sampleTitle = title;
      this.#fileName = file;
      this.#markSample(button);
      announce(`Sample loaded: ${title}, ${counted(text.trimEnd().split("\n").length, "line")}`);
      this.#part("query").scrollTop = 0;
      this.#part("start").focus({ preventScroll: true });
      this.#part("query").scrollIntoView({ block: "nearest" });
    } catch (error) {
      this.#fail(error.message);
    }
  }

  #markSample(button) {
    for (const other of this.#part("samples").querySelectorAll("button")) {
      other.setAttribute("aria-pressed", String(other === button));
    }
  }

  #part(id) {
    return this.#root.querySelector(`#${id}`);
  }
}
