import { assertEquals, assertRejects } from "@std/assert";
import { openChemPool } from "../../src/chem/pool/chem_pool.ts";
import { EXPORT_FORMATS, exportText } from "../../src/results/export_text.ts";
import { DONE, textOf } from "../support/records.ts";

Deno.test("No more pages are read for a reader who has left, whatever the format", async () => {
  await using chem = openChemPool({ processes: 1 });
  for (const format of EXPORT_FORMATS) {
    const leaving = new AbortController();
    let read = 0;
    const pages = async function* () {
      while (read < 100) {
        if (++read === 3) leaving.abort(new Error("left"));
        yield await Promise.resolve([DONE]);
      }
    };
    const { signal } = leaving;
    const text = exportText(format, { pages, fields: null, date: null, chem, version: "v2000", signal });
    await assertRejects(() => textOf(text), Error, "left");
    assertEquals([format, read], [format, 3]);
  }
});
