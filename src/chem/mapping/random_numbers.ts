/** Xorshift32 (Marsaglia 2003): numbers in [0, 1), the same sequence for the same seed, which must not be 0. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 4294967296;
  };
}
