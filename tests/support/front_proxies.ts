/** The proxies of `static/docs/proxies.md`, run with exactly the configurations that it shows. */
import { untilListening } from "./nginx.ts";
import { findProgram, type Program } from "./programs.ts";
import { freePort } from "./server_process.ts";

const RECIPES = new URL("../../static/docs/proxies.md", import.meta.url);

/** How a proxy is started with its recipe in its own folder. */
interface FrontProxy {
  readonly program: Program;
  /** The language that the recipe's block is marked with. */
  readonly language: string;
  /** What has to surround the recipe, in place of a system's own configuration. */
  wrap?(recipe: string, folder: string): string;
  args(file: string, folder: string, port: number): readonly string[];
}

const APACHE_MODULES = ["mpm_event", "authz_core", "proxy", "proxy_http"];

export const FRONT_PROXIES: readonly FrontProxy[] = [
  {
    program: "nginx",
    language: "nginx",
    wrap: (recipe, folder) => `
      daemon off;
      pid ${folder}/nginx.pid;
      error_log ${folder}/error.log;
      events {}
      http {
        access_log off;
        ${
      ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) =>
        `${name}_temp_path ${folder}/${name};`
      ).join("\n")
    }
        ${recipe}
      }`,
    args: (file, folder) => ["-p", folder, "-e", `${folder}/error.log`, "-c", file],
  },
  {
    program: "caddy",
    language: "caddyfile",
    // Its admin interface has a port that every instance would use.
    wrap: (recipe) => recipe.replace("{\n", "{\n\tadmin off\n"),
    args: (file) => ["run", "--adapter", "caddyfile", "--config", file],
  },
  { program: "haproxy", language: "haproxy", args: (file) => ["-db", "-q", "-f", file] },
  {
    program: "apache2",
    language: "apache",
    wrap: (recipe, folder) => `
ServerRoot "${folder}"
ServerName localhost
PidFile ${folder}/apache.pid
ErrorLog ${folder}/error.log
${Deno.uid() === 0 ? "User www-data\nGroup www-data" : ""}
${
      APACHE_MODULES.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join(
        "\n",
      )
    }
${recipe}`,
    args: (file) => ["-DFOREGROUND", "-f", file],
  },
  {
    program: "varnishd",
    language: "vcl",
    args: (
      file,
      folder,
      port,
    ) => ["-F", "-j", "none", "-n", `${folder}/work`, "-a", `127.0.0.1:${port}`, "-f", file],
  },
  { program: "lighttpd", language: "lighttpd", args: (file) => ["-D", "-f", file] },
];

/** The recipe of the document for a server at `target`, listening at `port`. */
async function recipeFor(language: string, target: string, port: number): Promise<string> {
  const text = await Deno.readTextFile(RECIPES);
  const recipe = new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, "ms").exec(text)?.[1];
  if (recipe === undefined) throw new Error(`${RECIPES.pathname} has no recipe in ${language}`);
  return recipe.replaceAll("8000", new URL(target).port).replaceAll("8080", String(port));
}

/** Starts a proxy in front of `target`; resolves with its address when it listens. */
export async function startFrontProxy(
  { program, language, wrap, args }: FrontProxy,
  target: string,
): Promise<AsyncDisposable & { readonly url: string }> {
  const path = findProgram(program);
  if (path === undefined) throw new Error(`${program} is not installed`);
  const folder = await Deno.makeTempDir({ prefix: "rxnstream-proxy-" });
  // Some drop root before they read their own files.
  await Deno.chmod(folder, 0o755);
  const port = freePort();
  const recipe = await recipeFor(language, target, port);
  const file = `${folder}/recipe.conf`;
  await Deno.writeTextFile(file, wrap?.(recipe, folder) ?? recipe);
  const child = new Deno.Command(path, {
    args: [...args(file, folder, port)],
    env: { HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const said = new Response(child.stderr).text();
  let isUp = false;
  await Promise.race([
    untilListening(port).then(() => isUp = true),
    child.status.then(async ({ code }) => {
      if (!isUp) throw new Error(`${program} ended with ${code}: ${await said}`);
    }),
  ]);
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await child.status;
      await said;
      await Deno.remove(folder, { recursive: true });
    },
  };
}
