/** nginx in its own folder. */
import { delay } from "@std/async";
import { findProgram } from "./programs.ts";
import { freePort } from "./server_process.ts";
import { until } from "./until.ts";

export const NGINX_MISSING = "nginx is not here: apt-get install -y nginx";

export interface NginxOptions {
  readonly port: number;
  readonly folder: string;
  /** Lines before the `http` block, such as modules to load. */
  readonly main?: string;
  /** Lines of the `http` block other than the server. */
  readonly http?: string;
  /** Lines of the `server` block. */
  readonly server: string;
}

export interface Nginx extends AsyncDisposable {
  readonly url: string;
  /** Sends a signal and resolves when nginx has exited. */
  shut(signal: Deno.Signal): Promise<void>;
}

/** What nginx needs to run anywhere; everything else keeps its default. */
function configuration({ port, folder, main = "", http = "", server }: NginxOptions): string {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  return `
    ${Deno.uid() === 0 ? "user root;" : ""}
    daemon off;
    pid ${folder}/nginx.pid;
    error_log ${folder}/error.log;
    ${main}
    events {}
    http {
      access_log off;
      ${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join("\n")}
      ${http}
      server {
        listen 127.0.0.1:${port};
        ${server}
      }
    }`;
}

/** Starts nginx; resolves when it listens. */
export async function startNginx(options: NginxOptions): Promise<Nginx> {
  const program = findProgram("nginx");
  if (program === undefined) throw new Error(NGINX_MISSING);
  const { folder, port } = options;
  const file = `${folder}/nginx.conf`;
  await Deno.writeTextFile(file, configuration(options));
  const args = ["-p", folder, "-e", `${folder}/error.log`, "-c", file];
  const child = new Deno.Command(program, { args, stdin: "null", stdout: "inherit", stderr: "inherit" })
    .spawn();
  const ended = child.status;
  let isGone = false;
  void ended.then(() => isGone = true);
  async function shut(signal: Deno.Signal): Promise<void> {
    if (!isGone) {
      const workers = await Deno.readTextFile(`/proc/${child.pid}/task/${child.pid}/children`).catch(() =>
        ""
      );
      child.kill(signal);
      // A killed master leaves its workers running.
      if (signal === "SIGKILL") { for (const pid of workers.trim().split(" ")) kill(Number(pid)); }
    }
    await ended;
  }
  for (let isUp = false; !isUp;) {
    const code = await Promise.race([ended.then((status) => status.code), delay(20)]);
    if (code !== undefined) throw new Error(`nginx ended with ${code}; see ${folder}/error.log`);
    isUp = await listens(port);
  }
  return { url: `http://127.0.0.1:${port}`, shut, [Symbol.asyncDispose]: () => shut("SIGTERM") };
}

function listens(port: number): Promise<boolean> {
  return Deno.connect({ hostname: "127.0.0.1", port }).then((connection) => {
    connection.close();
    return true;
  }, () => false);
}

/** Resolves when something listens on the port. */
export async function untilListening(port: number): Promise<void> {
  await until(() => listens(port));
}

/** Kills a process that may have exited already. */
function kill(pid: number): void {
  try {
    Deno.kill(pid, "SIGKILL");
  } catch {
    // It has exited.
  }
}

/** nginx with just a `proxy_pass` in front of `target`, and further lines of that location. */
export async function startFront(target: string, lines = ""): Promise<Nginx> {
  const folder = await Deno.makeTempDir({ prefix: "rxnstream-front-" });
  const server = `location / { proxy_pass ${target}; ${lines} }`;
  const nginx = await startNginx({ folder, port: freePort(), server });
  return {
    ...nginx,
    async [Symbol.asyncDispose]() {
      await nginx[Symbol.asyncDispose]();
      await Deno.remove(folder, { recursive: true });
    },
  };
}
