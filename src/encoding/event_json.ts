/** What the JSON of an event says of it without being parsed. */

/** The completion event begins like this, and no other: agents' events begin with their `type`. */
const COMPLETION_PREFIX = '{"_type":"completion"';

/** True for the event that ends a log. */
export function isCompletion(data: string): boolean {
  return data.startsWith(COMPLETION_PREFIX);
}

/** True for an event that was shortened: quotes within texts are escaped, so no text looks like this. */
export function isShortened(data: string): boolean {
  return data.includes('"shortened":{"bytes":');
}
