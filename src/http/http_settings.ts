/** What an operator settles about the HTTP side. */
export interface HttpSettings {
  readonly version: string;
  /** Git commit of the build, or `unknown`. */
  readonly commit: string;
  /** Largest request body, in bytes. */
  readonly maxBodyBytes: number;
  /** Largest body in JSON, in bytes. */
  readonly maxJsonBytes: number;
  /** Reactions of one session, unless the request asks for fewer. */
  readonly maxReactions: number;
  /** Origins that may read answers, beside the server's own and any localhost origin; `*` allows all. */
  readonly allowedOrigins: readonly string[];
  /** Log every request, not only those that change something or are refused. */
  readonly logsRequests: boolean;
  readonly defaultAgent: string;
  readonly agents: readonly string[];
}
