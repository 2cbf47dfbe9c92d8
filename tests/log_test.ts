import { assertEquals } from "@std/assert";

Deno.test("A line of the log is one line of plain text, whatever is logged", async () => {
  const program = `import { createLog } from ${JSON.stringify(import.meta.resolve("../src/log.ts"))};
    createLog("info").info("Told", { plain: "a/b-1", title: "two\\nlines \\u009b31m \\u007f \\u001b[2J é" });`;
  const child = new Deno.Command(Deno.execPath(), { args: ["eval", program], stderr: "piped" });
  const { stderr } = await child.output();
  const [, rest] = new TextDecoder().decode(stderr).split(" info ");
  assertEquals(rest, 'Told plain=a/b-1 title="two\\nlines \\u009b31m \\u007f \\u001b[2J é"\n');
});

Deno.test("In logfmt every part of a line is a pair, and in JSON a line is an object", async () => {
  const program = `import { createLog } from ${JSON.stringify(import.meta.resolve("../src/log.ts"))};
    for (const format of ["logfmt", "json"]) {
      createLog("info", format).warn("Two words", { count: 2, error: new Error("bad", { cause: new Error("disk") }) });
    }`;
  const child = new Deno.Command(Deno.execPath(), { args: ["eval", program], stderr: "piped" });
  const { stderr } = await child.output();
  const [logfmt = "", json = ""] = new TextDecoder().decode(stderr).split("\n");
  assertEquals(logfmt.replace(/^time=\S+ /, ""), 'level=warn msg="Two words" count=2 error="bad: disk"');
  const { time, ...rest } = JSON.parse(json);
  assertEquals(Number.isNaN(Date.parse(time)), false);
  assertEquals(rest, { level: "warn", msg: "Two words", count: 2, error: "bad: disk" });
});
