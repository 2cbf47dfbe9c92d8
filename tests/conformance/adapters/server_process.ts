/** A server in its own process that reports its address in one line of JSON on standard output. */

export interface ServerProcess extends AsyncDisposable {
  /** What it reported. */
  readonly said: Readonly<Record<string, string>>;
  /** Sends the signal and resolves when the process is gone. */
  shut(signal: Deno.Signal): Promise<void>;
}

export interface ServerCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
}

export async function startProcess({ command, args, cwd }: ServerCommand): Promise<ServerProcess> {
  const child = new Deno.Command(command, {
    args: [...args],
    ...(cwd === undefined ? {} : { cwd }),
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  let isGone = false;
  const ended = child.status.then(({ code }) => {
    isGone = true;
    return code;
  });
  async function shut(signal: Deno.Signal): Promise<void> {
    if (!isGone) child.kill(signal);
    await ended;
  }
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (!text.includes("\n")) {
    const { value, done } = await reader.read();
    if (done) throw new Error(`${command} ended with ${await ended} before it said where it is`);
    text += value;
  }
  await reader.cancel();
  return { said: JSON.parse(text), shut, [Symbol.asyncDispose]: () => shut("SIGKILL") };
}

export interface ControlOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
}

/** Sends a request to a server's own control address; rejects unless it succeeds. */
export async function control(url: string, options: ControlOptions = {}): Promise<string> {
  const { method = "POST", body, headers = {} } = options;
  const response = await fetch(url, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url} is answered with ${response.status}: ${text}`);
  return text;
}

/** True if a program is installed. */
export async function canRun(program: string): Promise<boolean> {
  try {
    await new Deno.Command(program, { args: ["--version"], stdout: "null", stderr: "null" }).output();
    return true;
  } catch {
    return false;
  }
}
