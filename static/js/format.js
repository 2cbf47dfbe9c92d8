/** Numbers, sizes and times as people read them. */

const NUMBER = new Intl.NumberFormat("en");
const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const DAY = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
});

/** @param {number} value @returns {string} with thousands separators */
export function count(value) {
  return NUMBER.format(value);
}

/** @param {number} value @param {string} noun @param {string} plural @returns {string} such as "1 reaction", "2 reactions" */
export function counted(value, noun, plural = `${noun}s`) {
  return `${count(value)} ${value === 1 ? noun : plural}`;
}

/** @param {number} value bytes @returns {string} in B, kB or MB (powers of 1000) */
export function bytes(value) {
  if (value < 1000) return `${value} B`;
  if (value < 1e6) return `${(value / 1e3).toFixed(1)} kB`;
  return `${(value / 1e6).toFixed(1)} MB`;
}

/** @param {number} ms @returns {string} such as "0.8 s", "12 s", "3 min 05 s", "2 h 10 min" */
export function duration(ms) {
  if (!(ms > 0)) return "0 s";
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${String(seconds % 60).padStart(2, "0")} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** @param {string} iso @returns {string} how long ago, coarsely */
export function age(iso) {
  const minutes = (Date.now() - Date.parse(iso)) / 60_000;
  if (Number.isNaN(minutes)) return "";
  if (minutes < 1) return "just now";
  if (minutes < 60) return `${Math.floor(minutes)} min ago`;
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h ago`;
  const days = Math.floor(minutes / (24 * 60));
  return days < 30 ? counted(days, "day") + " ago" : dateTime(iso);
}

/** @param {string} iso @returns {string} time of day, local */
export function clock(iso) {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? "" : CLOCK.format(date);
}

/** @param {string} iso @returns {string} day and time, local */
export function dateTime(iso) {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? "" : DAY.format(date);
}

/**
 * Length of a text in UTF-8. Nearly all event data is ASCII, for which no copy is made.
 * @param {string} text
 * @returns {number}
 */
export function utf8Length(text) {
  let length = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f) length += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return length;
}

/**
 * The sentence of a finding or a note; logs of version 0.1 have only the sentence.
 * @param {{ text: string } | string} remark
 */
export function remarkText(remark) {
  return typeof remark === "string" ? remark : remark.text;
}
