/** Events that are too long for clients that read lines, short enough for a stream. */
import type { ContentEvent, EventAux, Shortened } from "../types.ts";

/** To so many characters the texts and lists of an event are cut: the first of these that makes it short enough. */
const LENGTHS = [16_384, 4_096, 1_024, 256, 64] as const;

const encoder = new TextEncoder();

/**
 * The JSON of the event `id` in at most `most` bytes: the same event with its long texts cut (they end with "…") and its long lists
 * ended early, and with `shortened`, which says where the whole is. The same event is always shortened to the same bytes.
 */
export function shortenedEvent(id: number, data: string, most: number): string {
  let event = JSON.parse(data) as ContentEvent;
  const mark: Shortened = {
    bytes: encoder.encode(data).length,
    // Relative to the address of the stream.
    whole: `content?after=${id - 1}&limit=1`,
  };
  let json = data;
  for (const length of LENGTHS) {
    event = cut(event, length) as ContentEvent;
    const marked = "_type" in event
      ? { ...event, shortened: mark }
      : { ...event, aux: { ...event.aux, shortened: mark } satisfies EventAux };
    json = JSON.stringify(marked);
    if (encoder.encode(json).length <= most) break;
  }
  return json;
}

function cut(value: unknown, length: number): unknown {
  if (typeof value === "string") return cutText(value, length);
  if (Array.isArray(value)) return cutList(value, length);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, cut(member, length)]));
}

/** Not between the two halves of a character. */
function cutText(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = /[\uD800-\uDBFF]/.test(text.charAt(length - 1)) ? length - 1 : length;
  return `${text.slice(0, end)}…`;
}

/** The first members that have about `length` characters together; the first one in any case. */
function cutList(list: readonly unknown[], length: number): readonly unknown[] {
  const kept: unknown[] = [];
  let total = 0;
  for (const member of list) {
    const short = cut(member, length);
    total += JSON.stringify(short).length;
    if (kept.length > 0 && total > length) break;
    kept.push(short);
  }
  return kept;
}
