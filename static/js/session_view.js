/** One open session: its connection, the state folded from it, and the panels that show it. */

import { cancelSession, deleteSession, downloadLog, getSession, resumeSession } from "./api.js";
import { announce, confirm, copy, tell } from "./announcer.js";
import { Connection, tabClientId } from "./connection.js";
import { ConnectionPanel } from "./connection_panel.js";
import { EventLog } from "./event_log.js";
import { count, counted } from "./format.js";
import { fromTemplate, setText } from "./dom.js";
import { FrameBatch } from "./frame_batch.js";
import { onStreamOpenedElsewhere } from "./other_tabs.js";
import { ReactionList } from "./reaction_list.js";
import { SessionHead } from "./session_head.js";
import { titleOf } from "./session_list.js";
import { SessionStore } from "./session_store.js";
import { setUpTabs } from "./tabs.js";

/** The most events that wait to be shown; beyond that, the stream is closed and resumed later, without loss. */
const MAX_HELD = 20_000;
const HIDDEN_REST_MS = 60_000;
const PEEK_MS = 15_000;
const WIDE = matchMedia("(min-width: 68.001rem)");

export class SessionView {
  element = fromTemplate("session-template");
  #session;
  #store = new SessionStore();
  #stop = new AbortController();
  #batch = new FrameBatch((entries) => this.#store.apply(entries), () => this.#show());
  #connection;
  #head;
  #reactions;
  #events;
  #panel;
  #tab = "reactions";
  #go;
  #restTimer = 0;

  /**
   * @param {object} session as the server has it
   * @param {{ open: (id: string) => void, home: () => void }} go where to go next
   */
  constructor(session, go) {
    this.#session = session;
    this.#go = go;
  }

  /** Starts the view; its element must be in the document. */
  start() {
    const root = this.element;
    const { signal } = this.#stop;
    const id = this.#session.session_id;
    this.#head = new SessionHead({ root, store: this.#store, session: this.#session });
    this.#reactions = new ReactionList({
      root: root.querySelector("#panel-reactions"),
      sessionId: id,
      store: this.#store,
      status: () => this.#head.status,
      signal,
    });
    this.#events = new EventLog({ root: root.querySelector("#panel-events"), store: this.#store, signal });
    this.#connection = new Connection({
      sessionId: id,
      clientId: tabClientId(),
      receive: (entry) => this.#receive(entry),
      changed: () => this.#panel?.update(),
    });
    this.#panel = new ConnectionPanel({
      root: root.querySelector("#panel-connection"),
      sessionId: id,
      connection: this.#connection,
      batch: this.#batch,
      actions: {
        pause: () => this.#pause(),
        resume: () => this.#resumeView(),
        disconnect: () => this.#connection.disconnect(),
        reconnect: () => this.#reconnect(),
      },
      signal,
    });
    this.#setUpTabs();
    this.#setUpActions();
    const clock = setInterval(() => this.#head.figures(), 1000);
    signal.addEventListener("abort", () => clearInterval(clock));
    document.addEventListener("visibilitychange", () => this.#onVisibility(), { signal });
    addEventListener("online", () => this.#connection.state === "waiting" && this.#connection.open(), {
      signal,
    });
    // A hidden tab with a stream keeps a connection from a visible one.
    onStreamOpenedElsewhere(() => document.hidden && this.#rest(), signal);
    // A tab opened in the background gets no event saying that it is hidden.
    if (document.hidden) this.#rest();
    else this.#connection.open();
    this.#panel.refreshStatus();
  }

  /** Stops everything that the view started. */
  dispose() {
    this.#stop.abort();
    clearTimeout(this.#restTimer);
    this.#connection?.disconnect();
    this.#batch.close();
  }

  /** Handles a key that no field has used. @param {string} key @returns {boolean} whether it was handled */
  onKey(key) {
    const inEvents = this.#tab === "events";
    if (key === "/") inEvents ? this.#events.focusField() : this.#showReactions("#reaction-search");
    else if (key === "g") this.#showReactions("#jump-index");
    else if (key === "p") this.#batch.held ? this.#resumeView() : this.#pause();
    else if ((key === "j" || key === "k") && this.#tab === "reactions") {
      this.#reactions.step(key === "j" ? 1 : -1);
    } else return false;
    return true;
  }

  #receive(entry) {
    this.#batch.push(entry);
    if (this.#batch.length < MAX_HELD) return;
    if (this.#batch.held) this.#connection.disconnect();
    else this.#connection.rest();
  }

  #show() {
    const change = this.#store.takeChange();
    for (const id of change.unreadable) this.#connection.unreadable(id);
    this.#reactions.apply(change);
    this.#events.apply(change);
    setText(this.#part("count-reactions"), count(this.#store.reactions.length));
    setText(this.#part("count-events"), count(this.#store.total));
    if (change.completed) this.#onCompletion();
    else if (this.#head.session.status === "queued") {
      this.#head.session = { ...this.#head.session, status: "running" };
    }
    this.#head.update();
    const caughtUp = this.#batch.length < MAX_HELD / 10 && !document.hidden;
    if (this.#connection.state === "resting" && caughtUp) this.#connection.open();
  }

  async #onCompletion() {
    const { found, broken } = this.#store.counts;
    const { status } = this.#store.completion;
    announce(`Session ${status}: ${counted(found, "reaction")}, ${count(broken)} broken.`);
    this.#panel.update();
    this.#panel.refreshStatus();
    try {
      this.#head.session = await getSession(this.#session.session_id);
      this.#head.update();
    } catch {
      // The log already has everything needed.
    }
  }

  #pause() {
    if (this.#panel.shownState === "complete") return;
    this.#batch.hold();
    this.#panel.update();
  }

  #resumeView() {
    this.#batch.release();
    if (this.#connection.state === "closed") this.#connection.open();
    this.#panel.update();
  }

  #reconnect() {
    // A cursor beyond the end means that the log is a different one: start again.
    if (this.#connection.problemCode === "cursor_beyond_log") return this.#go.open(this.#session.session_id);
    this.#connection.open();
  }

  #onVisibility() {
    clearTimeout(this.#restTimer);
    if (document.hidden) this.#restTimer = setTimeout(() => this.#rest(), HIDDEN_REST_MS);
    else if (this.#connection.state === "resting" || this.#connection.state === "waiting") {
      this.#connection.open();
    }
  }

  /** A hidden tab needs no stream; occasional requests keep its title current. */
  #rest() {
    clearTimeout(this.#restTimer);
    this.#connection.rest();
    if (this.#connection.state !== "resting") return;
    const peek = async () => {
      const session = await getSession(this.#session.session_id).catch(() => null);
      if (this.#connection.state !== "resting") return;
      if (session) this.#head.showTitle(session);
      this.#restTimer = setTimeout(peek, PEEK_MS);
    };
    this.#restTimer = setTimeout(peek, PEEK_MS);
  }

  #setUpTabs() {
    const select = setUpTabs(this.element.querySelector('[role="tablist"]'), {
      panel: (id) => this.#part(id),
      always: new Set(["panel-connection"]),
      changed: (name) => {
        this.#tab = name;
        this.element.querySelector(".session-body").dataset.tab = name;
        if (name === "reactions") this.#reactions.wake();
        if (name === "events") this.#events.show();
        if (name === "connection") this.#panel.refreshStatus();
      },
    });
    this.#select = select;
    // On a wide screen the connection panel is next to the tabs and has no tab of its own.
    WIDE.addEventListener("change", () => WIDE.matches && this.#tab === "connection" && select("reactions"), {
      signal: this.#stop.signal,
    });
  }

  #select = () => {};

  #showReactions(field) {
    if (this.#tab !== "reactions") this.#select("reactions");
    this.#reactions.focusField(field);
  }

  #setUpActions() {
    const id = this.#session.session_id;
    this.#on(
      "copy-link",
      () => copy(`${location.origin}/#/s/${encodeURIComponent(id)}`, "link to this session"),
    );
    this.#on("export-log", () => this.#saveLog());
    this.#on("session-cancel", async () => {
      this.#head.session = await cancelSession(id);
      this.#head.update();
    });
    this.#on("session-resume", async () => {
      const session = await resumeSession(id);
      tell("Resumed");
      this.#go.open(session.session_id);
    });
    this.#on("session-delete", async () => {
      const yes = await confirm({
        title: "Delete this session?",
        text: `“${titleOf(this.#session)}” and all its results will be gone, for everybody.`,
        yes: "Delete",
      });
      if (!yes) return;
      await deleteSession(id);
      tell("Deleted");
      this.#go.home();
    });
  }

  /** A link cannot request a media type, so the log is fetched and offered as a file. */
  async #saveLog() {
    const url = URL.createObjectURL(await downloadLog(this.#session.session_id));
    const link = document.createElement("a");
    link.href = url;
    link.download = `${this.#session.session_id}.ndjson`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  }

  /** Runs a button's action; the button is disabled meanwhile, and a failure is reported. */
  #on(buttonId, run) {
    const button = this.#part(buttonId);
    button.addEventListener("click", async () => {
      button.disabled = true;
      try {
        await run();
      } catch (error) {
        tell(error.message);
      } finally {
        button.disabled = false;
      }
    });
  }

  #part(id) {
    return this.element.querySelector(`#${id}`);
  }
}
