/**
 * Sound that a codec, a voice detector and an active-speaker switch take for a person: voiced syllables with formants and
 * a falling pitch, in spurts of 1 to 4 s with pauses between them, about 40 % of the time. Each seed has its own voice and
 * its own times, so that not everybody talks at once.
 *
 *     spurt:   syllable syllable syllable …   1–4 s
 *     pause:   nothing                        1.5–6 s
 */
import { seededRandom } from '../random.js';
import type { Sound } from './sound.js';

/** First three formants in Hz of a few vowels, of an average speaker (Peterson and Barney 1952). */
const vowels: readonly (readonly [number, number, number])[] = [
  [730, 1090, 2440],
  [530, 1840, 2480],
  [270, 2290, 3010],
  [570, 840, 2410],
  [300, 870, 2240],
  [490, 1350, 1690],
];
const bandwidths = [80, 110, 160] as const;
const levels = [1, 0.5, 0.25] as const;

interface Stretch {
  /** Samples left. */
  left: number;
  readonly talking: boolean;
}

interface Syllable {
  readonly length: number;
  position: number;
  readonly formants: readonly [Resonator, Resonator, Resonator];
  readonly pitch: number;
  /** 0–1: the share at its start that is breath, not voice. */
  readonly breath: number;
  readonly loudness: number;
}

export function speech(seed: number, sampleRate: number): Sound {
  const random = seededRandom(seed);
  const between = (low: number, high: number): number => low + (high - low) * random();
  const seconds = (low: number, high: number): number => Math.round(between(low, high) * sampleRate);
  const voice = { pitch: between(95, 220), size: between(0.9, 1.18) };

  const nextStretch = (talking: boolean): Stretch => ({
    talking,
    left: talking ? seconds(1, 4) : seconds(1.5, 6),
  });
  const nextSyllable = (spurtLeft: number): Syllable => {
    const vowel = vowels[Math.floor(random() * vowels.length)] ?? [500, 1500, 2500];
    const resonator = (index: 0 | 1 | 2): Resonator =>
      new Resonator(vowel[index] * voice.size, bandwidths[index], sampleRate);
    return {
      length: seconds(0.12, 0.28),
      position: 0,
      formants: [resonator(0), resonator(1), resonator(2)],
      // The voice falls towards the end of what it says.
      pitch: voice.pitch * between(0.92, 1.1) * (1 + 0.04 * Math.min(4, spurtLeft / sampleRate)),
      breath: between(0.05, 0.3),
      loudness: between(0.6, 1),
    };
  };

  // Somewhere in the middle of things: participants who come together do not begin together.
  let stretch = nextStretch(random() < 0.4);
  stretch.left = Math.ceil(stretch.left * random());
  let syllable: Syllable | undefined;
  let phase = 0;

  const sample = (): number => {
    if (stretch.left <= 0) stretch = nextStretch(!stretch.talking);
    stretch.left -= 1;
    if (!stretch.talking) {
      syllable = undefined;
      return 0;
    }
    if (syllable === undefined || syllable.position >= syllable.length) syllable = nextSyllable(stretch.left);
    const progress = syllable.position / syllable.length;
    syllable.position += 1;
    phase += (syllable.pitch * (1.05 - 0.1 * progress)) / sampleRate;
    if (phase >= 1) phase -= 1;
    // The pulse of the vocal folds: opens slowly, shuts at once.
    const source =
      progress < syllable.breath ? 0.3 * (2 * random() - 1) : phase < 0.6 ? phase ** 2 * 2.8 - 0.34 : -0.34;
    const sound = syllable.formants.reduce((sum, formant, i) => sum + (levels[i] ?? 0) * formant.next(source), 0);
    const envelope = Math.min(1, progress * 8, (1 - progress) * 4);
    return Math.tanh(0.5 * sound * envelope * syllable.loudness);
  };
  return (samples) => {
    for (let i = 0; i < samples.length; i += 1) samples[i] = sample();
  };
}

/** Two-pole resonator with a gain near 1 at its peak. */
class Resonator {
  readonly #gain: number;
  readonly #a: number;
  readonly #b: number;
  #last = 0;
  #before = 0;

  constructor(frequency: number, bandwidth: number, sampleRate: number) {
    const radius = Math.exp((-Math.PI * bandwidth) / sampleRate);
    const angle = (2 * Math.PI * frequency) / sampleRate;
    this.#a = 2 * radius * Math.cos(angle);
    this.#b = -(radius ** 2);
    this.#gain = (1 - radius) * Math.sqrt(1 - 2 * radius * Math.cos(2 * angle) + radius ** 2);
  }

  next(input: number): number {
    const output = this.#gain * input + this.#a * this.#last + this.#b * this.#before;
    this.#before = this.#last;
    this.#last = output;
    return output;
  }
}
