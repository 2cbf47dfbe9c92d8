import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { RxnstreamError } from "../../src/errors.ts";
import { ContentTooLarge, type FileDescription, readQueryFile } from "../../src/query/query_file.ts";
import { type Bytes, bytes, dataset, gzip, integer, message, reaction } from "../support/ord.ts";

const FILE: FileDescription = { format: "auto", fileName: null, charset: null, maxBytes: 1_000_000 };
const ORD = dataset([reaction({ id: "1", identifiers: [[2, "CCO>>CC=O"]] })]);
const encode = (text: string): Bytes => new TextEncoder().encode(text);

Deno.test("A protobuf is recognised by the format, the name or its content, and kept in Base64", async () => {
  const ways: readonly Partial<FileDescription>[] = [{}, { format: "ord" }, { fileName: "x.pb" }, {
    fileName: "X.PB",
  }];
  for (const way of ways) {
    const query = await readQueryFile(ORD, { ...FILE, ...way });
    assertEquals(query, { text: ORD.toBase64(), format: "ord", fileName: way.fileName ?? null });
  }
  const packed = await readQueryFile(await gzip(ORD), { ...FILE, fileName: "ord.pb.gz" });
  assertEquals(packed, { text: ORD.toBase64(), format: "ord", fileName: "ord.pb.gz" });
});

Deno.test("A compressed text is decompressed, and named as before", async () => {
  const query = await readQueryFile(await gzip(encode("id,rxn\n1,CCO>>CC=O\n")), {
    ...FILE,
    fileName: "my.csv.gz",
  });
  assertEquals(query, { text: "id,rxn\n1,CCO>>CC=O\n", format: "auto", fileName: "my.csv" });
});

Deno.test("No text is mistaken for a protobuf", async () => {
  const texts = ["\n\nCCO>>CC=O\n", "\n\t123456789", "CCO>>CC=O", "$RXN\n", "", "\u001a", "\n"];
  for (const text of texts) {
    assertEquals(await readQueryFile(encode(text), FILE), { text, format: "auto", fileName: null });
  }
});

Deno.test("Data that decompresses to more than allowed is refused before it is decompressed", async () => {
  const bomb = await gzip(new Uint8Array(50_000_000));
  assert(bomb.length < 100_000);
  await assertRejects(() => readQueryFile(bomb, FILE), ContentTooLarge, "larger than 0.95 MiB");
  await assertRejects(() => readQueryFile(ORD, { ...FILE, maxBytes: 10 }), ContentTooLarge);
});

Deno.test("A decompression bomb is decompressed only up to the limit", async () => {
  const bomb = await gzip(new Uint8Array(50_000_000));
  const damagedAtItsEnd = new Uint8Array([...bomb.slice(0, -8), 1, 2, 3, 4, 5, 6, 7, 8]);
  await assertRejects(() => readQueryFile(damagedAtItsEnd, FILE), ContentTooLarge);
  await assertRejects(async () => readQueryFile(await gzip(bomb), FILE), RxnstreamError, "another gzip file");
});

Deno.test("Everything else gets its turn while a protobuf of a million empty reactions is examined", async () => {
  const file = new Uint8Array(2_000_000).map((_, i) => i % 2 === 0 ? 0x1a : 0);
  let turns = 0;
  const timer = setInterval(() => turns++);
  await readQueryFile(file, { ...FILE, maxBytes: file.length });
  clearInterval(timer);
  assert(turns > 0);
});

Deno.test("A truncated file, or one of another kind, is refused with the position", async () => {
  const reason = async (content: Bytes, file: Partial<FileDescription> = { format: "ord" }) => {
    const error = await assertRejects(() => readQueryFile(content, { ...FILE, ...file }), RxnstreamError);
    assertEquals(error.code, "input_invalid");
    return error.message;
  };
  assertEquals(
    await reason(ORD.slice(0, 20)),
    "Cannot read the ORD file: it is cut off in reaction 1, at byte 20",
  );
  assertStringIncludes(await reason(ORD.slice(0, -3)), "it is cut off in field 5, at byte");
  assertStringIncludes(
    await reason(encode("CCO>>CC=O")),
    "it is neither a dataset nor a reaction (field 8, wire type 3), at byte 0",
  );
  assertStringIncludes(
    await reason(message(bytes(1, encode("x")), integer(2, 7))),
    "(field 2, wire type 0), at byte 3",
  );
  assertStringIncludes(await reason(new Uint8Array()), "it is empty");
  assertStringIncludes(
    await reason(Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xff, 0xff)),
    "or is not a protobuf, at byte 0",
  );
  // A length of 2^32 + 1, whose lowest 32 bits would fit.
  assertStringIncludes(
    await reason(Uint8Array.of(0x1a, 0x81, 0x80, 0x80, 0x80, 0x10, 0x00)),
    "it is cut off in reaction 1, at byte 7",
  );
  const packed = await gzip(ORD);
  assertStringIncludes(await reason(packed.slice(0, -6)), "The gzip file is damaged or cut off");
  assertStringIncludes(
    await reason(packed.map((byte, i) => i > 20 ? byte ^ 0x55 : byte)),
    "The gzip file is damaged",
  );
});
