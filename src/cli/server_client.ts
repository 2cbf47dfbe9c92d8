/** Requests of the commands to a running server. */
import { RxnstreamError } from "../errors.ts";
import { errorText } from "../log.ts";

/** The server answered with an error, or could not be reached. */
export class ServerError extends Error {
  override readonly name = "ServerError";
  /** HTTP status; 0 if there was no answer. */
  readonly status: number;

  constructor(status: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }

  /** True if the request was accepted but the connection broke before the answer, as when a server is killed. */
  get isCut(): boolean {
    // Deno's fetch distinguishes the two only by its message.
    return this.status === 0 && !/\(Connect\)/.test(errorText(this.cause));
  }
}

/** True if the same request may succeed later: there was no answer, or one that proxies and servers give during a restart. */
export function isPassing(error: ServerError): boolean {
  return [0, 429, 502, 503, 504].includes(error.status);
}

/** The fields of a session that the commands need. */
export interface RemoteSession {
  readonly session_id: string;
  readonly status: string;
  readonly error: string | null;
  readonly reactions: { readonly found: number; readonly done: number; readonly failed: number };
}

/** The server's address without a trailing slash; throws `input_invalid` if it is not an http(s) URL. */
export function serverUrl(text: string): string {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new RxnstreamError(
      "input_invalid",
      `"${text}" is not the address of a server, such as http://localhost:8000`,
    );
  }
  return url.href.replace(/\/+$/, "");
}

/** Options of a request, with the token for servers that require one. */
export interface RequestOptions extends RequestInit {
  readonly token: string | null;
}

/** Sends a request; throws `ServerError` with the message of a problem+json answer. */
export async function request(url: string, { token, ...init }: RequestOptions): Promise<Response> {
  let response: Response;
  const headers = new Headers(init.headers);
  if (token !== null) headers.set("Authorization", `Bearer ${token}`);
  try {
    response = await fetch(url, { ...init, headers });
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new ServerError(0, `Cannot reach ${new URL(url).origin}`, { cause });
  }
  if (response.ok) return response;
  const text = await response.text();
  if (response.status === 401) {
    const wanted = token === null ? "requires a token" : "does not accept this token";
    throw new ServerError(
      401,
      `The server at ${
        new URL(url).origin
      } ${wanted}: give --token-file, or RXNSTREAM_TOKEN in the environment`,
    );
  }
  throw new ServerError(response.status, `${response.status} from ${new URL(url).origin}: ${detailOf(text)}`);
}

/** What the text of a problem+json answer says; that of another answer, clipped. */
export function detailOf(text: string): string {
  try {
    const { detail } = JSON.parse(text) as { detail?: string };
    return detail ?? text;
  } catch {
    return text.slice(0, 300);
  }
}
