/** Seeded randomness: the same seed gives the same plan, on every machine. */
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** @returns a function giving uniform numbers in [0, 1), 32 bits each. */
export function seededRandom(seed: number, stream = ''): () => number {
  const generator = xoroshiro128plus(mix(seed, stream));
  return () => (generator.next() >>> 0) / 0x1_0000_0000;
}

/** A seed for one named stream, so that adding a scenario does not change the others' plans (FNV-1a). */
function mix(seed: number, stream: string): number {
  let hash = (2_166_136_261 ^ seed) >>> 0;
  for (const char of stream) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  return hash | 0;
}
