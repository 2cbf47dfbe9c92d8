/** What `run` can print. */
export const RUN_FORMATS = ["table", "jsonl", "csv", "rdf", "smiles"] as const;
export type RunFormat = typeof RUN_FORMATS[number];
