/** The cases of the public suite that a server can pass if it only serves what sessions write, and why it cannot pass the others. */

/** Why a case does not apply. */
export const REASONS = {
  writes: "what PUT, POST and DELETE answer; a session alone writes its log",
  bytes: "server-sent events of other content types than JSON, which a log is",
  expiry: "streams that expire; a log stays until its session is deleted",
  producers: "how producers write once only; a session alone writes its log",
  forks: "streams that go on from another; a log has one beginning",
  subscriptions: "webhooks and workers that are woken; clients follow a log themselves",
} as const;
export type Reason = keyof typeof REASONS;

/**
 * How a case is run: against the product's answers as they are, or, where it wants to read bytes of another type than JSON,
 * with the product's arrays unwrapped by the adapter.
 */
export type Mode = "as they are" | "unwrapped";

/** One category; a case that is named in no list does not apply because of `others`. */
interface Category {
  /** Titles, or the part of a title before the colon. */
  readonly asTheyAre?: readonly string[];
  readonly unwrapped?: readonly string[];
  readonly others: Reason;
}

const CATEGORIES: Readonly<Record<string, Category>> = {
  "Basic Stream Operations": { others: "writes" },
  "Append Operations": {
    unwrapped: ["should append string data", "should append multiple chunks"],
    others: "writes",
  },
  "Read Operations": {
    unwrapped: ["should read empty stream", "should read stream with data", "should read from offset"],
    others: "writes",
  },
  "Long-Poll Operations": {
    unwrapped: [
      "should wait for new data with long-poll",
      "should return immediately if data already exists",
    ],
    others: "writes",
  },
  "HTTP Protocol": {
    unwrapped: [
      "should return correct headers on GET",
      "should return empty body with up-to-date for empty stream",
      "should read from offset",
    ],
    others: "writes",
  },
  "Browser Security Headers": {
    asTheyAre: [
      "should include X-Content-Type-Options: nosniff on GET responses",
      "should include X-Content-Type-Options: nosniff on HEAD responses",
      "should include Cross-Origin-Resource-Policy header on GET responses",
      "should include Cache-Control: no-store on HEAD responses",
      "should include X-Content-Type-Options: nosniff on SSE responses",
      "should include X-Content-Type-Options: nosniff on long-poll responses",
      "should include security headers on error responses",
    ],
    others: "writes",
  },
  "TTL and Expiry Validation": { others: "expiry" },
  "TTL and Expiry Edge Cases": { others: "expiry" },
  "TTL Expiration Behavior": { others: "expiry" },
  "HEAD Metadata Edge Cases": { others: "expiry" },
  "Case-Insensitivity": { others: "writes" },
  "Content-Type Validation": { asTheyAre: ["should return stream content-type on GET"], others: "writes" },
  "HEAD Metadata": {
    asTheyAre: ["should return 404 for non-existent stream", "should return tail offset"],
    unwrapped: ["should return metadata without body"],
    others: "writes",
  },
  "Offset Validation and Resumability": {
    asTheyAre: [
      "should return correct tail offset for offset=now",
      "should return empty JSON array for offset=now on JSON streams",
      "should support offset=now with long-poll mode (waits for data)",
      "should receive data with offset=now long-poll when appended",
      "should support offset=now with SSE mode",
      "should return 404 for offset=now on non-existent stream",
      "should return 404 for offset=now with long-poll on non-existent stream",
      "should return 404 for offset=now with SSE on non-existent stream",
      "should support offset=now with SSE on empty stream",
      "should reject malformed offset (contains comma)",
      "should reject offset with spaces",
    ],
    unwrapped: [
      "should accept -1 as sentinel for stream beginning",
      "should return same data for offset=-1 and no offset",
      "should accept offset=now as sentinel for current tail position",
      "should be able to resume from offset=now result",
      "should work with offset=now on empty stream",
      "should return empty body for offset=now on non-JSON streams",
      "should support offset=now with long-poll on empty stream",
      "should support resumable reads (no duplicate data)",
      "should return empty response when reading from tail offset",
    ],
    others: "writes",
  },
  "Protocol Edge Cases": {
    asTheyAre: ["should reject empty offset parameter", "should reject multiple offset parameters"],
    unwrapped: [
      "should handle PUT with initial body correctly",
      "should preserve data immutability by position",
      "should handle binary data with integrity",
      "should ignore unknown query parameters",
    ],
    others: "writes",
  },
  "Long-Poll Edge Cases": {
    asTheyAre: [
      "should require offset parameter for long-poll",
      "should generate Stream-Cursor header on long-poll responses",
      "should echo cursor and handle collision with jitter",
      "should return Stream-Cursor, Stream-Up-To-Date and Stream-Next-Offset on 204 timeout",
    ],
    unwrapped: ["should return immediately with Stream-Up-To-Date when data exists at offset"],
    others: "writes",
  },
  "Caching and ETag": {
    asTheyAre: [
      "should generate ETag on GET responses",
      "should return 304 Not Modified for matching If-None-Match",
      "should allow If-None-Match in CORS preflight responses",
      "should return new ETag after data changes",
    ],
    unwrapped: ["should return 200 for non-matching If-None-Match"],
    others: "writes",
  },
  "Chunking and Large Payloads": {
    unwrapped: ["should handle chunk-size pagination correctly"],
    others: "writes",
  },
  "Read-Your-Writes Consistency": {
    unwrapped: [
      "should immediately read message after append",
      "should immediately read multiple appends",
      "should serve offset-based reads immediately after append",
    ],
    others: "writes",
  },
  "SSE Mode": {
    asTheyAre: [
      "should return text/event-stream content-type for SSE requests",
      "should accept live=sse query parameter for application/json",
      "should require offset parameter for SSE mode",
      "should stream data events via SSE",
      "JSON SSE catch-up pairs every data event with a control event",
      "should send control events with offset",
      "should generate streamCursor in SSE control events",
      "should handle cursor collision with jitter in SSE mode",
      "should wrap JSON data in arrays for SSE and produce valid JSON",
      "should handle SSE for empty stream with correct offset",
      "should send upToDate flag in SSE control events when caught up",
      "should have correct SSE headers (no Content-Length, proper Cache-Control)",
      "should prevent CRLF injection - LF-only attack vectors",
      "should prevent CRLF injection - carriage return only attack vectors",
      "should handle JSON payloads with embedded newlines safely",
      "should generate unique, monotonically increasing offsets in SSE mode",
      "should support reconnection with last known offset",
      "should NOT include Stream-SSE-Data-Encoding header for application/json streams",
    ],
    others: "bytes",
  },
  "JSON Mode": {
    asTheyAre: [
      "should allow PUT with empty array body (creates empty stream)",
      "should handle content-type with charset parameter",
      "should wrap single JSON value in array",
      "should store arrays as single messages",
      "should concatenate multiple appends into single array",
      "should handle mixed single values and arrays",
      "should handle various JSON value types",
      "should preserve JSON structure and nesting",
      "should work with client json() iterator",
      "should store nested arrays as single messages",
      "should store arrays as values when double-wrapped",
      "should store primitive arrays as single messages",
      "should handle mixed batching - single values, arrays, and nested arrays",
    ],
    others: "writes",
  },
  "Property-Based Tests (fast-check) Byte-Exactness Property": {
    unwrapped: [
      "concurrent readers see consistent data during writes",
      "single byte values cover full range (0-255) with concurrent readers during write",
    ],
    others: "writes",
  },
  "Property-Based Tests (fast-check) Operation Sequence Properties": {
    unwrapped: [
      "random operation sequences maintain stream invariants",
      "read-your-writes: data is immediately visible after append",
    ],
    others: "writes",
  },
  "Property-Based Tests (fast-check) Immutability Properties": {
    unwrapped: ["data at offset never changes after additional appends"],
    others: "writes",
  },
  "Property-Based Tests (fast-check) Offset Validation Properties": {
    asTheyAre: ["should reject offsets with invalid characters"],
    others: "writes",
  },
  "Property-Based Tests (fast-check) Sequence Ordering Properties": { others: "writes" },
  "Property-Based Tests (fast-check) Concurrent Writer Stress Tests": {
    asTheyAre: [
      "concurrent appends without seq - all data is persisted",
      "mixed readers and writers - readers see consistent state",
    ],
    others: "writes",
  },
  "Property-Based Tests (fast-check) State Hash Verification": {
    asTheyAre: [
      "replay produces identical content hash",
      "content hash changes with each append",
      "deterministic ordering - same data in same order produces same hash",
    ],
    unwrapped: ["empty stream has consistent hash"],
    others: "writes",
  },
  "Idempotent Producer Operations": { others: "producers" },
  "Stream Closure Create with Stream-Closed": {
    unwrapped: ["create-closed-stream-with-body"],
    others: "writes",
  },
  "Stream Closure Close Operations": { unwrapped: ["close-with-final-append"], others: "writes" },
  "Stream Closure HEAD with Stream Closure": {
    asTheyAre: ["head-closed-stream", "head-open-stream-no-closed-header"],
    others: "writes",
  },
  "Stream Closure Read Closed Streams (Catch-up)": {
    unwrapped: [
      "read-closed-stream-at-tail",
      "read-closed-stream-partial-no-closed",
      "read-closed-stream-empty-body-eof",
    ],
    others: "writes",
  },
  "Stream Closure Long-poll with Stream Closure": {
    asTheyAre: ["longpoll-closed-stream-immediate", "longpoll-closed-returns-204-with-header"],
    others: "writes",
  },
  "Stream Closure SSE with Stream Closure": {
    asTheyAre: [
      "sse-closed-stream-control-event",
      "sse-closed-stream-no-cursor",
      "sse-closed-stream-connection-closes",
      "sse-live-reader-receives-final-append-on-close",
    ],
    others: "writes",
  },
  "Stream Closure Idempotent Producers with Stream Closure": { others: "producers" },
  "Stream Closure Edge Cases": { asTheyAre: ["offset-now-on-closed-stream"], others: "writes" },
  "Reserved subscription APIs": { others: "subscriptions" },
};

/** How a case is run, or why it is not; `category` is the enclosing titles, joined by a space. */
export function classify(category: string, title: string): Mode | Reason {
  const { asTheyAre, unwrapped, others } = CATEGORIES[category] ??
    { others: category.startsWith("Fork - ") ? "forks" as const : unknownCategory(category) };
  const isNamed = (names: readonly string[] | undefined) =>
    names?.some((name) => title === name || title.startsWith(`${name}: `)) ?? false;
  if (isNamed(asTheyAre)) return "as they are";
  return isNamed(unwrapped) ? "unwrapped" : others;
}

function unknownCategory(category: string): never {
  throw new Error(`The suite has a category that nothing is known of: "${category}"`);
}

/** The names, with their categories, of the cases that are run in a mode. */
export function namesOf(mode: Mode): readonly string[] {
  return Object.entries(CATEGORIES).flatMap(([category, { asTheyAre = [], unwrapped = [] }]) =>
    (mode === "unwrapped" ? unwrapped : asTheyAre).map((name) => `${category} ${name}`)
  );
}
