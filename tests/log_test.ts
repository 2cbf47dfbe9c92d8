import { assertEquals } from "@std/assert";

Deno.test("A line of the log is one line of plain text, whatever is logged", async () => {
  const program = `import { createLog } from ${JSON.stringify(import.meta.resolve("../src/log.ts"))};
    createLog("info").info("Told", { plain: "a/b-1", title: "two\\nlines \\u009b31m \\u007f \\u001b[2J é" });`;
  const child = new Deno.Command(Deno.execPath(), { args: ["eval", program], stderr: "piped" });
  const { stderr } = await child.output();
  const [, rest] = new TextDecoder().decode(stderr).split(" info ");
  assertEquals(rest, 'Told plain=a/b-1 title="two\\nlines \\u009b31m \\u007f \\u001b[2J é"\n');
});
