/** The exit codes of all commands. */
export const EXIT_CODES = {
  /** Everything went well; for `run` and `watch`: all reactions are valid. */
  ok: 0,
  /** Some reactions failed. */
  someFailed: 1,
  /** The command line or the input is unusable. */
  usage: 2,
  /** The server or the network failed. */
  server: 3,
} as const;
