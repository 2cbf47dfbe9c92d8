/** The answers to requests that lack a token or the right to do what they ask (RFC 6750, section 3). */
import { HttpProblem } from "../problem.ts";
import type { Scope } from "./caller.ts";

const REALM = 'Bearer realm="rxnstream"';

/** 401 for a request without a token. */
export function tokenRequired(): HttpProblem {
  return new HttpProblem(
    401,
    "token_required",
    'This server requires a token: send it as "Authorization: Bearer …", or sign in on the page',
    { "WWW-Authenticate": REALM },
  );
}

/** 401 for an invalid token or ticket; `reason` is our own sentence, never text from the client. */
export function tokenInvalid(reason: string): HttpProblem {
  return new HttpProblem(401, "token_invalid", reason, {
    "WWW-Authenticate": `${REALM}, error="invalid_token", error_description="${reason}"`,
  });
}

/** 403 for a caller who may not do this; `scope` is what is required. */
export function insufficientScope(scope: Scope, reason: string): HttpProblem {
  return new HttpProblem(403, "insufficient_scope", reason, {
    "WWW-Authenticate": `${REALM}, error="insufficient_scope", scope="${scope}"`,
  });
}
