/** The server's HTTP interface, as the page uses it. Field names are the server's own. */

/** The event dispatched on `window` when the server requires a token that the page lacks or that has expired. */
export const SIGN_IN_NEEDED = "rxnstream-sign-in-needed";

/** An unsuccessful answer, or none at all (`status` 0). The message can be shown to the user. */
export class Problem extends Error {
  /** @param {string} message @param {number} status @param {string | undefined} code */
  constructor(message, status, code) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/**
 * Reads a problem+json body; falls back to the status line.
 * @param {Response} response
 * @returns {Promise<Problem>}
 */
export async function problemOf(response) {
  if (response.status === 401) dispatchEvent(new Event(SIGN_IN_NEEDED));
  const body = await response.json().catch(() => null);
  const line = `The server answered ${response.status} ${response.statusText}`.trim();
  return new Problem(body?.detail ?? body?.title ?? line, response.status, body?.code);
}

/** Without a limit, a request over a silently dead connection would wait for ever. */
const LIMIT_MS = 20_000;
/** Sending a file or fetching a whole log takes longer than an ordinary answer. */
const TRANSFER_LIMIT_MS = 600_000;
/** The longest that the server holds a request that waits for events, in seconds. */
const WAIT_S = 20;

async function send(path, { signal, limitMs = LIMIT_MS, ...init } = {}) {
  const limit = AbortSignal.timeout(limitMs);
  let response;
  try {
    response = await fetch(path, { ...init, signal: signal ? AbortSignal.any([signal, limit]) : limit });
  } catch (error) {
    if (signal?.aborted) throw error;
    if (limit.aborted) {
      throw new Problem(`The server did not answer within ${limitMs / 1000} s.`, 0, "timeout");
    }
    throw new Problem("The server cannot be reached.", 0);
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

async function json(path, init) {
  return (await send(path, { headers: { accept: "application/json" }, ...init })).json();
}

/** @returns {Promise<{ authentication: "off" | "optional" | "required", signed_in: boolean, name: string | null }>} */
export function authSession() {
  return json("/auth/session");
}

/** Exchanges the token for a cookie. @param {string} token */
export async function signIn(token) {
  await send("/auth/session", { method: "POST", headers: { authorization: `Bearer ${token}` } });
}

/** Signs out, which removes the cookie. */
export async function signOut() {
  await send("/auth/session", { method: "DELETE" });
}

/** @param {string} id @param {string} rest @returns {string} path of a session or of a resource in it */
export function sessionPath(id, rest = "") {
  return `/sessions/${encodeURIComponent(id)}${rest}`;
}

/** A longer text is sent as a plain body: the server's limit for JSON is lower. */
const LONGEST_IN_JSON = 1_000_000;

/**
 * Starts a session from pasted text.
 * @param {{ text: string, title: string, format: string, fileName: string | null, key: string }} input
 *   `key` makes a repeated request harmless
 */
export function startFromText({ text, title, format, fileName, key }) {
  if (text.length > LONGEST_IN_JSON) {
    const fields = { title, format: format === "auto" ? "" : format, file_name: fileName ?? "" };
    const given = Object.entries(fields).filter(([, value]) => value !== "");
    return json(`/sessions?${new URLSearchParams(given)}`, {
      method: "POST",
      headers: { "content-type": "text/plain", accept: "application/json", "idempotency-key": key },
      body: text,
      limitMs: TRANSFER_LIMIT_MS,
    });
  }
  const options = {};
  if (format !== "auto") options.format = format;
  if (fileName) options.file_name = fileName;
  return json("/sessions", {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json", "idempotency-key": key },
    body: JSON.stringify({ query: text, ...(title && { title }), options }),
    limitMs: TRANSFER_LIMIT_MS,
  });
}

/** Starts a session from a file, sent as it is. @param {{ file: File, title: string, format: string, key: string }} input */
export function startFromFile({ file, title, format, key }) {
  const body = new FormData();
  if (title) body.set("title", title);
  if (format !== "auto") body.set("format", format);
  body.set("file", file, file.name);
  return json("/sessions", {
    method: "POST",
    headers: { accept: "application/json", "idempotency-key": key },
    body,
    limitMs: TRANSFER_LIMIT_MS,
  });
}

/** @param {{ status?: string, limit?: number, after?: string | null }} query newest first */
export function listSessions({ status, limit = 20, after } = {}) {
  const query = new URLSearchParams({ limit: String(limit) });
  if (status) query.set("status", status);
  if (after) query.set("after", after);
  return json(`/sessions?${query}`);
}

/** @param {string} id */
export function getSession(id) {
  return json(sessionPath(id));
}

/** @param {string} id */
export async function deleteSession(id) {
  await send(sessionPath(id), { method: "DELETE" });
}

/** @param {string} id */
export function cancelSession(id) {
  return json(sessionPath(id, "/cancel"), { method: "POST" });
}

/** Resumes a cancelled or failed session; the answer is the session that continues, often a new one. @param {string} id */
export function resumeSession(id) {
  return json(sessionPath(id, "/resume"), { method: "POST" });
}

/** Time limit for the status of a stream, in ms: the request also tests whether the server can be reached. */
const STATUS_LIMIT_MS = 6000;

/** @param {string} id @param {AbortSignal} [signal] */
export function streamingStatus(id, signal) {
  return json(sessionPath(id, "/streaming-status"), { signal, limitMs: STATUS_LIMIT_MS });
}

/**
 * Events after an id; waits for the next one if there is none yet.
 * @param {string} id @param {number} after @param {AbortSignal} signal
 * @returns {Promise<{ items: { id: number, data: object }[], next_after: number | null }>} `next_after` is null at the end of the log
 */
export function contentAfter(id, after, signal) {
  const query = new URLSearchParams({ after: String(after), limit: "500", wait: String(WAIT_S) });
  return json(sessionPath(id, `/content?${query}`), { signal, limitMs: LIMIT_MS + WAIT_S * 1000 });
}

/** A page of reactions after an index (-1 for the first). @param {string} id @param {number} after @param {number} limit */
export function listReactions(id, after, limit) {
  return json(sessionPath(id, `/reactions?after=${after}&limit=${limit}`));
}

/** The whole log, one JSON object per line. @param {string} id @returns {Promise<Blob>} */
export async function downloadLog(id) {
  const response = await send(sessionPath(id, "/content"), {
    headers: { accept: "application/x-ndjson" },
    limitMs: TRANSFER_LIMIT_MS,
  });
  return response.blob();
}

/**
 * @param {string} id @param {number} index
 * @param {{ theme: string, width: number, height: number, atomMaps: boolean, runnerUp?: boolean }} options
 */
export function depictionUrl(id, index, { theme, width, height, atomMaps, runnerUp }) {
  const query = new URLSearchParams({ theme, width: String(width), height: String(height) });
  if (atomMaps) query.set("atom_maps", "1");
  if (runnerUp) query.set("mapping", "runner_up");
  return sessionPath(id, `/reactions/${index}/depiction.svg?${query}`);
}

/** @param {string} id @param {string} clientId @param {number} lastEventId 0 for the whole log */
export function streamUrl(id, clientId, lastEventId) {
  const query = new URLSearchParams([["client_id", clientId]]);
  if (lastEventId > 0) query.set("last_event_id", String(lastEventId));
  return sessionPath(id, `/stream?${query}`);
}

/** A new random key; works without a secure context too, where crypto.randomUUID is missing. @returns {string} */
export function randomKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0"))
    .join("");
}
