/** Everything that decides who may do what, assembled from the settings. */
import { type AccessSettings, namesTokens } from "../../config/access_settings.ts";
import { type Authentication, openAuthentication } from "./authentication.ts";
import { Limits } from "./limits.ts";
import { newSigningKey, readSigningKey, SignedTokens } from "./signed_token.ts";
import { OpenedTickets } from "./opened_tickets.ts";

export interface Access {
  readonly settings: AccessSettings;
  readonly authentication: Authentication;
  readonly signedTokens: SignedTokens;
  readonly openedTickets: OpenedTickets;
  readonly limits: Limits;
}

/**
 * Reads the tokens and keys. If the settings name any, the key that signs cookies and tickets is kept in `folder`.
 * Throws `input_invalid` for a file that cannot be used, and `store_unavailable` if the folder cannot be written.
 */
export async function openAccess(settings: AccessSettings, folder: string): Promise<Access> {
  const signedTokens = new SignedTokens(
    namesTokens(settings) ? await readSigningKey(folder) : newSigningKey(),
  );
  return {
    settings,
    authentication: await openAuthentication(settings, signedTokens),
    signedTokens,
    openedTickets: new OpenedTickets(),
    limits: new Limits(settings.limits, settings.trustedProxies, settings.bodyBytes),
  };
}
