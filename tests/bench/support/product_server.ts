/** The server as a user starts it, with its own data folder. */
import { TextLineStream } from "../../support/text_line_stream.ts";

export interface ProductServer extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
}

/** Starts `serve` with these options in addition to its port and its folder; disposing it removes the folder. */
export async function serveProduct(options: readonly string[]): Promise<ProductServer> {
  const data = await Deno.makeTempDir({ prefix: "rxnstream-bench-" });
  const serve = ["serve", "--port", "0", "--data", data, "--log-level", "warn", ...options];
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", import.meta.resolve("../../../main.ts"), ...serve],
    stdin: "null",
    stdout: "piped",
  }).spawn();
  const lines = child.stdout.pipeThrough(new TextDecoderStream()).pipeThrough(new TextLineStream())
    .getReader();
  const { value: line = "" } = await lines.read();
  const url = /http:\S+/.exec(line)?.[0];
  if (url === undefined) throw new Error("The server does not start; it says why above");
  return {
    url,
    pid: child.pid,
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await lines.cancel();
      await child.status;
      await Deno.remove(data, { recursive: true });
    },
  };
}
