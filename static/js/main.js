/** The page: the address decides which view is shown (`#/` or `#/s/<session id>`). */

import { Account } from "./account.js";
import { getSession, SIGN_IN_NEEDED } from "./api.js";
import { el, fromTemplate } from "./dom.js";
import { setUpFileDrop } from "./file_drop.js";
import { SessionList } from "./session_list.js";
import { SessionView } from "./session_view.js";
import { signInView } from "./sign_in.js";
import { StartForm } from "./start_form.js";
import { setUpTheme } from "./theme.js";

const main = document.getElementById("main");

/** The open view. @type {{ dispose: () => void, onKey?: (key: string) => boolean, takeFile?: (file: File) => void, asksForToken?: boolean }} */
let view = { dispose() {} };
/** Counts navigations, so that a late answer does not replace a newer view. */
let turn = 0;

const go = {
  /** @param {string} id */
  open(id) {
    const hash = `#/s/${encodeURIComponent(id)}`;
    if (location.hash === hash) route();
    else location.hash = hash;
  },
  home() {
    location.hash = "#/";
  },
};

const account = new Account({
  button: document.getElementById("account"),
  signIn: openSignIn,
  signedOut: route,
});

function route() {
  if (account.mustSignIn) return openSignIn();
  const match = /^#\/s\/([^/]+)/.exec(location.hash);
  if (match) openSession(decodeURIComponent(match[1]));
  else openStart();
}

function openStart() {
  turn++;
  view.dispose();
  document.title = "rxnstream";
  document.getElementById("new-session").hidden = true;
  const root = fromTemplate("start-template");
  main.replaceChildren(root);
  scrollTo(0, 0);
  const stop = new AbortController();
  const form = new StartForm({ root, started: (session) => go.open(session.session_id) });
  new SessionList({ root, open: go.open, signal: stop.signal });
  view = { dispose: () => stop.abort(), takeFile: (file) => form.takeFile(file) };
}

/** Asks for a token, then opens the view that the address names. */
function openSignIn() {
  turn++;
  view.dispose();
  document.title = "Sign in · rxnstream";
  document.getElementById("new-session").hidden = true;
  const root = signInView(async () => {
    await account.refresh();
    route();
  });
  view = { dispose() {}, asksForToken: true };
  main.replaceChildren(root);
  root.querySelector("#token").focus();
}

async function askWhoIsSignedIn() {
  if (view.asksForToken) return;
  await account.refresh();
  if (account.mustSignIn && !view.asksForToken) openSignIn();
}

async function openSession(id) {
  const mine = ++turn;
  view.dispose();
  view = { dispose() {} };
  document.getElementById("new-session").hidden = false;
  main.replaceChildren(
    el("p", { class: "missing page-note", role: "status", text: "Opening the session …" }),
  );
  let session;
  try {
    session = await getSession(id);
  } catch (error) {
    if (mine === turn) showMissing(id, error);
    return;
  }
  if (mine !== turn) return;
  const opened = new SessionView(session, go);
  view = opened;
  main.replaceChildren(opened.element);
  scrollTo(0, 0);
  opened.start();
  opened.element.querySelector("h1").focus({ preventScroll: true });
}

function showMissing(id, error) {
  document.title = "rxnstream";
  const title = error.status === 404 ? "Session not found" : "The session cannot be opened";
  const retry = el("button", { type: "button", class: "button", text: "Try again", click: route });
  main.replaceChildren(el(
    "div",
    { class: "missing", role: "alert" },
    el("h1", { text: title }),
    el("p", { class: "page-note", text: error.message }),
    el("p", { class: "page-note mono", text: id }),
    el(
      "div",
      { class: "button-row" },
      retry,
      el("a", { class: "button", href: "#/", text: "Back to the sessions" }),
    ),
  ));
}

function onKeyDown(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, dialog")) {
    if (event.key === "Escape" && event.target.matches('input[type="search"]')) event.target.blur();
    return;
  }
  if (event.key === "?") document.getElementById("shortcuts").showModal();
  else if (!view.onKey?.(event.key)) return;
  event.preventDefault();
}

function takeFile(file) {
  if (account.mustSignIn) return;
  if (!view.takeFile) {
    history.pushState(null, "", "#/");
    openStart();
  }
  view.takeFile(file);
}

/** `?session=<id>`, from older links, becomes the address of the session. */
function adoptQuery() {
  const id = new URLSearchParams(location.search).get("session");
  if (!id || location.hash.startsWith("#/s/")) return;
  history.replaceState(null, "", `${location.pathname}#/s/${encodeURIComponent(id)}`);
}

setUpTheme(document.getElementById("theme"));
setUpFileDrop(document.getElementById("drop-veil"), takeFile);
document.getElementById("help").addEventListener(
  "click",
  () => document.getElementById("shortcuts").showModal(),
);
document.getElementById("skip").addEventListener("click", (event) => {
  event.preventDefault();
  main.focus();
});
addEventListener("keydown", onKeyDown);
addEventListener("hashchange", route);
addEventListener(SIGN_IN_NEEDED, askWhoIsSignedIn);
adoptQuery();
route();
askWhoIsSignedIn();
