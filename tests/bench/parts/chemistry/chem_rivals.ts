/**
 * Published figures of other tools, for comparison with ours. All mapping figures use the same strict and centre
 * comparison on all 1,758 reactions of the golden set, of which golden_dev is every second; those for USPTO-3k
 * are the centre figures that SynTemp published, for 3,000 reactions, of which uspto3k_dev has 1,500.
 */
export const RIVALS = {
  golden:
    "GraphormerMapper 89.3 / 89.6, LocalMapper 88.7 / 89.1, RXNMapper 86.4 / 87.5, RDT 81.8 / 84.3, Indigo 48.1 / 50.5",
  uspto3k: "LocalMapper 97.8, GraphormerMapper 95.1, RXNMapper 93.5, RDT 90.9 (published, centre)",
  calibration:
    "three mappers agreeing: 98.6 % right at 73.7 % of golden, 100 % at 69 % of USPTO-3k (SynTemp)",
  speed: "RXNMapper 11 ms, GraphormerMapper 69 ms, LocalMapper 88 ms, RDT 2.9 s (published)",
  roundTrip: "rdchiral on native RDKit, retro, 1,669 reactions: 98.50 / 99.88",
  singleOutcome: "rdchiral, retro: 90.9 % one outcome",
  chain: "RDT maps 1.6 a second (its own report)",
  memory: "RDKit-WASM without deleting: 1,243 MB after 50,000 molecules",
} as const;
