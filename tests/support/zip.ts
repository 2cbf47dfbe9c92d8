/** Writes ZIP archives and workbooks for tests. */
import type { Bytes } from "./ord.ts";

/** An archive of these files, deflated. */
export async function zip(files: Readonly<Record<string, string | Bytes>>): Promise<Bytes> {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    const packed = new Uint8Array(
      await new Response(
        new Response(bytes).body?.pipeThrough(new CompressionStream("deflate-raw")) ?? null,
      ).arrayBuffer(),
    );
    const label = new TextEncoder().encode(name);
    const local = header(30, 0x04034b50, [[8, 8], [26, label.length]], [[18, packed.length], [
      22,
      bytes.length,
    ]]);
    parts.push(local, label, packed);
    directory.push(
      header(46, 0x02014b50, [[10, 8], [28, label.length]], [[20, packed.length], [24, bytes.length], [
        42,
        offset,
      ]]),
      label,
    );
    offset += local.length + label.length + packed.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const count = Object.keys(files).length;
  const end = header(22, 0x06054b50, [[8, count], [10, count]], [[12, size], [16, offset]]);
  return new Uint8Array(await new Blob([...parts, ...directory, end] as Bytes[]).arrayBuffer());
}

/** A workbook with one sheet for each list of rows, as XML of its cells. */
export function workbook(sheets: Readonly<Record<string, string>>, strings: readonly string[] = []) {
  const names = Object.keys(sheets);
  return zip({
    "[Content_Types].xml": "<Types/>",
    "xl/workbook.xml": `<workbook xmlns:r="r"><sheets>${
      names.map((name, i) => `<sheet name="${name}" sheetId="${i + 1}" r:id="r${i + 1}"/>`).join("")
    }</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships>${
      names.map((_, i) => `<Relationship Id="r${i + 1}" Target="worksheets/sheet${i + 1}.xml"/>`).join("")
    }</Relationships>`,
    "xl/sharedStrings.xml": `<sst>${strings.map((text) => `<si><t>${text}</t></si>`).join("")}</sst>`,
    "xl/styles.xml": '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    ...Object.fromEntries(
      names.map((name, i) => [
        `xl/worksheets/sheet${i + 1}.xml`,
        `<worksheet><sheetData>${sheets[name]}</sheetData></worksheet>`,
      ]),
    ),
  });
}

function header(
  length: number,
  signature: number,
  shorts: readonly (readonly [at: number, value: number])[],
  words: readonly (readonly [at: number, value: number])[],
): Bytes {
  const view = new DataView(new ArrayBuffer(length));
  view.setUint32(0, signature, true);
  for (const [at, value] of shorts) view.setUint16(at, value, true);
  for (const [at, value] of words) view.setUint32(at, value, true);
  return new Uint8Array(view.buffer);
}
