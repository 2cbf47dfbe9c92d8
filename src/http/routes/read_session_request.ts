/** Reads the body of `POST /sessions`: small bodies on the serving thread, larger ones on a separate thread. */
import type { Context } from "hono";
import { HttpProblem } from "../problem.ts";
import type { BodyThread } from "../body/body_thread.ts";
import { type BodyLimit, joined, readBody } from "../body/read_body.ts";
import {
  type BodyDescription,
  mediaType,
  mediaTypeUnknown,
  PackedBody,
  readSessionRequest,
  type SessionRequest,
} from "../body/session_request.ts";
import { RAW_FORMATS } from "../body/session_schema.ts";
import type { HttpSettings } from "../http_settings.ts";

/** Largest body that is read on the serving thread, in bytes; it takes a few milliseconds at most. */
const SMALL_BYTES = 128 * 1024;

/**
 * Reads the request; a 400, 413, 415 or 422 problem says what is wrong and where. Holds the event loop for only a few
 * milliseconds at a time, whatever the body.
 */
export async function requestedNewSession(
  c: Context,
  { settings, bodies, onReceived }: {
    readonly settings: Pick<HttpSettings, "maxBodyBytes" | "maxJsonBytes" | "maxReactions">;
    readonly bodies: BodyThread;
    /** Called with the size of the body in bytes. */
    readonly onReceived: (bytes: number) => void;
  },
): Promise<SessionRequest> {
  refuseContentEncoding(c);
  refuseMediaType(c);
  const received = await readBody(c, bodyLimit(c, settings));
  onReceived(received.length);
  const description: BodyDescription = {
    contentType: contentTypeOf(c),
    parameters: c.req.query(),
    maxBytes: settings.maxBodyBytes,
    maxReactions: settings.maxReactions,
    isDigested: c.req.header("Idempotency-Key") !== undefined,
  };
  if (received.length > SMALL_BYTES) return await bodies.read(received, description);
  try {
    return await readSessionRequest(joined(received), description, { unpacks: false });
  } catch (error) {
    if (!(error instanceof PackedBody)) throw error;
    return await bodies.read(received, description);
  }
}

/** Limits on the body of this request. JSON gets a lower one, because its values take more memory than their bytes. */
export function bodyLimit(
  c: Context,
  { maxBodyBytes, maxJsonBytes }: Pick<HttpSettings, "maxBodyBytes" | "maxJsonBytes">,
): BodyLimit {
  const isJson = mediaType(contentTypeOf(c)).type === "application/json";
  if (!isJson || maxJsonBytes >= maxBodyBytes) return { maxBytes: maxBodyBytes, advice: "" };
  const advice =
    "; send a long text as it is, as text/plain or in another of its media types, or as the file of a form: " +
    `that may have ${(maxBodyBytes / 1024 / 1024).toFixed(2)} MiB`;
  return { maxBytes: maxJsonBytes, advice };
}

function contentTypeOf(c: Context): string {
  return c.req.header("Content-Type") ?? "";
}

/** Compressed bodies are refused: a small one could expand to any size. */
function refuseContentEncoding(c: Context): void {
  const encoding = c.req.header("Content-Encoding")?.trim() || "identity";
  if (encoding.toLowerCase() === "identity") return;
  throw new HttpProblem(
    415,
    "content_encoding_unknown",
    `Cannot read the Content-Encoding "${encoding.slice(0, 40)}"; send the body as it is`,
    { "Accept-Encoding": "identity" },
  );
}

function refuseMediaType(c: Context): void {
  const { type } = mediaType(contentTypeOf(c));
  if (type === "application/json" || type === "multipart/form-data" || RAW_FORMATS.has(type)) return;
  throw mediaTypeUnknown(type);
}
