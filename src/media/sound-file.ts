/** The sound that a scenario names for a microphone: WAV, PCM, mixed down to one channel of 16 bits. */
import { readMediaFile, unusable } from './media-file.js';

const hint = 'Give a WAV file, PCM with 8 or 16 bits, of at most 2 MiB: 20 s at 48 kHz mono, a minute at 16 kHz.';

export interface Recorded {
  /** Hertz. */
  readonly sampleRate: number;
  readonly samples: Int16Array;
}

/** @throws HarnessError `bad_configuration` when it is missing, too big or no such file. */
export async function readSound(file: string): Promise<Recorded> {
  const sound = parseWav(await readMediaFile(file, 'microphone', hint));
  if (typeof sound === 'string') throw unusable({ file, device: 'microphone', why: sound, hint });
  return sound;
}

const pcm = 1;
/** WAVE_FORMAT_EXTENSIBLE: the real format is the first word of its sub-format. */
const extensible = 0xfffe;

/**
 * A data chunk that claims more than there is (streamed files say 0 or all ones) holds what there is.
 * @returns what is wrong, as a clause, when it cannot be used.
 */
export function parseWav(bytes: Buffer): Recorded | string {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WAVE')
    return 'it is no WAV file';
  let format: Buffer | undefined;
  let data: Buffer | undefined;
  for (let at = 12; at + 8 <= bytes.length && data === undefined;) {
    const name = bytes.toString('latin1', at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    if (name === 'fmt ') format = bytes.subarray(at + 8, at + 8 + size);
    if (name === 'data') data = bytes.subarray(at + 8, size === 0 ? bytes.length : at + 8 + size);
    // Chunks begin at even places.
    at += 8 + size + (size % 2);
  }
  if (format === undefined || format.length < 16 || data === undefined) return 'it has no format or no data';
  const encoding = format.readUInt16LE(0);
  const channels = format.readUInt16LE(2);
  const sampleRate = format.readUInt32LE(4);
  const bits = format.readUInt16LE(14);
  const coded = encoding === extensible && format.length >= 26 ? format.readUInt16LE(24) : encoding;
  if (coded !== pcm || (bits !== 8 && bits !== 16))
    return `its samples are not PCM of 8 or 16 bits (format ${coded}, ${bits} bits)`;
  if (channels < 1 || channels > 8 || sampleRate < 8000 || sampleRate > 96_000) {
    return `it has ${channels} channels at ${sampleRate} Hz`;
  }
  const samples = mixDown(data, { channels, bits });
  // One chunk of what the microphone delivers at a time.
  return samples.length * 50 < sampleRate ? 'it is shorter than 20 ms' : { sampleRate, samples };
}

function mixDown(data: Buffer, { channels, bits }: { channels: number; bits: 8 | 16 }): Int16Array {
  const width = bits / 8;
  const samples = new Int16Array(Math.floor(data.length / (width * channels)));
  for (let i = 0; i < samples.length; i += 1) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel += 1) {
      const at = (i * channels + channel) * width;
      sum += bits === 16 ? data.readInt16LE(at) : (data.readUInt8(at) - 128) * 256;
    }
    samples[i] = Math.round(sum / channels);
  }
  return samples;
}
