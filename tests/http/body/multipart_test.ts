import { assertEquals, assertThrows } from "@std/assert";
import { readForm } from "../../../src/http/body/multipart.ts";
import { HttpProblem } from "../../../src/http/problem.ts";

const TYPE = "multipart/form-data; boundary=x-1";

function partsOf(text: string, type = TYPE) {
  return readForm(new TextEncoder().encode(text), type).map(({ name, fileName, content }) =>
    [name, fileName, new TextDecoder().decode(content)] as const
  );
}

function part(parameters: string, content: string): string {
  return `--x-1\r\nContent-Disposition: form-data; ${parameters}\r\n\r\n${content}\r\n`;
}

Deno.test("A form made by the platform's own FormData is read back as it was made", async () => {
  const form = new FormData();
  form.set("title", 'Öl "1"\r\n--x-1');
  form.set('odd "name"', "");
  form.set("file", new File([Uint8Array.from([13, 10, 45, 45, 0, 255])], 'a "b".smi'));
  const response = new Response(form);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const parts = readForm(bytes, response.headers.get("Content-Type") ?? "");
  assertEquals(parts.map(({ name, fileName, content }) => [name, fileName, [...content]]), [
    ["title", null, [...new TextEncoder().encode('Öl "1"\r\n--x-1')]],
    ['odd "name"', null, []],
    ["file", 'a "b".smi', [13, 10, 45, 45, 0, 255]],
  ]);
});

Deno.test("Forms are read as various programs write them", () => {
  const file = part('name="file"; filename="a.smi"', "C>>C");
  const plain: ReturnType<typeof partsOf> = [["file", "a.smi", "C>>C"]];
  assertEquals(partsOf(`${file}--x-1--`), plain);
  assertEquals(partsOf(`a preamble\r\n${file}--x-1--\r\nan epilogue`), plain);
  assertEquals(
    partsOf(`--x-12\r\n\r\n${file}--x-1-- \r\n`, 'multipart/form-data; Boundary="x-1"; a=b'),
    plain,
  );
  assertEquals(partsOf(`--x-1 \t\r\ncontent-disposition:form-data;name=q\r\n\r\n\r\n--x-1--`), [[
    "q",
    null,
    "",
  ]]);
  assertEquals(partsOf(`${part('name="q"', "\r\n--x-12\r\n")}--x-1--`), [["q", null, "\r\n--x-12\r\n"]]);
  const names = [
    [`filename="a\\"b.smi"`, 'a"b.smi'],
    ["filename=\"plain.smi\"; filename*=UTF-8''%C3%96l.smi", "Öl.smi"],
    ["filename*=utf-8''%C3%96l.smi", "Öl.smi"],
    ['filename=""', ""],
  ] as const;
  for (const [parameter, name] of names) {
    assertEquals(partsOf(`${part(`name="f"; ${parameter}`, "x")}--x-1--`), [["f", name, "x"]]);
  }
});

Deno.test("A body that is not a form, or has too many parts or too long headers, is refused with the reason", () => {
  const cases: readonly (readonly [string, string, number, string])[] = [
    ["", TYPE, 400, "no part"],
    ["--x-1--", "multipart/form-data", 400, "no boundary"],
    [part('name="q"', "C>>C"), TYPE, 400, "is cut off in part 1"],
    [`--x-1\r\nno end of the head`, TYPE, 400, "part 1 has no head"],
    [
      `--x-1\r\n${"A: b\r\n".repeat(2_000)}\r\n\r\n--x-1--`,
      TYPE,
      400,
      "part 1 has no head, or one of more than 8 KiB",
    ],
    [`${part("", "C>>C")}--x-1--`, TYPE, 400, "part 1 has no name"],
    [`${part('name="q"', "").repeat(33)}--x-1--`, TYPE, 422, "more than 32 parts"],
  ];
  for (const [text, type, status, words] of cases) {
    const problem = assertThrows(() => partsOf(text, type), HttpProblem, words);
    assertEquals(problem.status, status);
  }
});
