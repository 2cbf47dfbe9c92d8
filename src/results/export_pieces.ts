/** The results of a session as a file, in every export format. */
import type { CallOptions, CallShare } from "../chem/pool/pending_call.ts";
import type { ChemCaller } from "../chem/pool/chem_pool.ts";
import type { ReactionRecord } from "../stages.ts";
import type { RxnVersion } from "../chem_results.ts";
import { RxnstreamError } from "../errors.ts";
import { jsonLines } from "./json_row.ts";
import { type DatasetName, ordDatasetBytes, ordDatasetText } from "./ord_dataset.ts";
import { rdfText, type RxnWriter } from "./reaction_rdf.ts";
import { csvText, fieldNames } from "./reaction_table.ts";
import { smilesLines } from "./reaction_text.ts";

export const EXPORT_FORMATS = ["csv", "jsonl", "rdf", "smi", "pb", "pb.gz", "pbtxt"] as const;
/** A format of exported results, which is also the file name extension. */
export type ExportFormat = typeof EXPORT_FORMATS[number];

/** The media type of each format. */
export const EXPORT_MEDIA_TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: "text/csv; charset=utf-8",
  jsonl: "application/x-ndjson; charset=utf-8",
  rdf: "chemical/x-mdl-rdfile; charset=utf-8",
  smi: "chemical/x-daylight-smiles; charset=utf-8",
  pb: "application/x-protobuf",
  "pb.gz": "application/gzip",
  pbtxt: "text/plain; charset=utf-8",
};

/** The input of an export. */
export interface ExportSource {
  /** The reactions in order, a few at a time. Called twice if `fields` is null and a table needs its columns. */
  readonly pages: () => AsyncIterable<readonly ReactionRecord[]>;
  /** The field names of the input, complete by the time the first page comes; null to collect them in a separate pass. */
  readonly fields: ReadonlySet<string> | null;
  /** When the session was created. */
  readonly date: Date | null;
  /** The name of a dataset of the Open Reaction Database. */
  readonly dataset: DatasetName;
  /** Draws the structures of an RDF file. */
  readonly chem: ChemCaller;
  /** The account that the drawing is charged to; if absent, nobody's in particular. */
  readonly share?: CallShare;
  readonly version: RxnVersion;
  readonly signal: AbortSignal;
}

/**
 * An export in pieces of text or bytes, in memory that does not grow with the number of reactions. Rejects with
 * `engine_unavailable` or `stopping` if structures cannot be drawn at present, and with the signal's reason once it
 * aborts.
 */
export async function* exportPieces(
  format: ExportFormat,
  { fields, date, dataset, chem, share, version, signal, ...source }: ExportSource,
): AsyncGenerator<string | Uint8Array<ArrayBuffer>, void, undefined> {
  const pages = () => whileWanted(source.pages(), signal);
  switch (format) {
    case "csv":
      return yield* csvText(fields ?? await fieldNames(pages()), pages());
    case "jsonl":
      return yield* jsonLines(pages());
    case "smi":
      return yield* smilesLines(pages());
    case "rdf":
      return yield* rdfText(pages(), {
        date,
        writeRxn: rxnWriter(chem, version, { signal, ...(share === undefined ? {} : { share }) }),
      });
    case "pb":
      return yield* ordDatasetBytes(pages(), dataset);
    case "pb.gz":
      return yield* gzipped(ordDatasetBytes(pages(), dataset));
    case "pbtxt":
      return yield* ordDatasetText(pages(), dataset);
  }
}

async function* gzipped(
  pieces: AsyncIterable<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  yield* ReadableStream.from(pieces).pipeThrough(new CompressionStream("gzip"));
}

/**
 * Stops when the reader leaves: a table reads all pages for its columns before it sends anything, so nothing else
 * would notice.
 */
async function* whileWanted(
  pages: AsyncIterable<readonly ReactionRecord[]>,
  signal: AbortSignal,
): AsyncGenerator<readonly ReactionRecord[], void, undefined> {
  for await (const page of pages) {
    signal.throwIfAborted();
    yield page;
  }
}

/** Draws in the chem processes; a reaction that breaks one has no drawing. */
export function rxnWriter(chem: ChemCaller, version: RxnVersion, options: CallOptions): RxnWriter {
  return async (request) => {
    try {
      return await chem.call("rxn", { ...request, version }, options);
    } catch (error) {
      if (!(error instanceof RxnstreamError) || error.code !== "engine_failure") throw error;
      return { rxn: null, reason: error.message };
    }
  };
}
