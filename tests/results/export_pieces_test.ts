import { assertEquals, assertRejects } from "@std/assert";
import { openChemPool } from "../../src/chem/pool/chem_pool.ts";
import { EXPORT_FORMATS, exportPieces } from "../../src/results/export_pieces.ts";
import { DONE } from "../support/records.ts";

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
    const pieces = exportPieces(format, {
      pages,
      fields: null,
      date: null,
      dataset: { name: "", id: null },
      chem,
      version: "v2000",
      signal,
    });
    await assertRejects(() => Array.fromAsync(pieces), Error, "left");
    assertEquals([format, read], [format, 3]);
  }
});
