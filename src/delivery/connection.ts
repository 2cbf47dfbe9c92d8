/** One client's connection, as delivery needs it. Whoever serves HTTP implements it. */
export interface Connection {
  /**
   * Sends `bytes` after everything that was sent before, whatever is still waiting; never throws. False if nothing more
   * should be sent before `drained` has resolved. The bytes are shared with other connections: never write to them.
   */
  send(bytes: Uint8Array<ArrayBuffer>): boolean;
  /** Resolves when there is room for more, or when the client has left. */
  drained(): Promise<void>;
  /** Aborted when the client leaves or the server stops: nothing more is to be sent. */
  readonly signal: AbortSignal;
}
