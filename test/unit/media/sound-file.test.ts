import { describe, expect, it } from 'vitest';
import { parseWav } from '../../../src/media/sound-file.js';

interface Wav {
  format?: number;
  channels?: number;
  rate?: number;
  bits?: number;
  data: Buffer;
  dataSize?: number;
}

function wav({ format = 1, channels = 1, rate = 8000, bits = 16, data, dataSize = data.length }: Wav): Buffer {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + data.length, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(format, 20);
  head.writeUInt16LE(channels, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE((rate * channels * bits) / 8, 28);
  head.writeUInt16LE((channels * bits) / 8, 32);
  head.writeUInt16LE(bits, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(dataSize, 40);
  return Buffer.concat([head, data]);
}

const of16 = (...values: number[]): Buffer => Buffer.from(Int16Array.from(values).buffer);
const second = Array.from({ length: 8000 }, (_, i) => (i % 200) - 100);

describe('parseWav', () => {
  it('reads 16 bits as they are', () => {
    expect(parseWav(wav({ data: of16(...second) }))).toEqual({ sampleRate: 8000, samples: Int16Array.from(second) });
  });

  it('reads 8 bits as unsigned', () => {
    const data = Buffer.from(Array.from({ length: 400 }, (_, i) => [0, 128, 255][i % 3] ?? 0));
    const sound = parseWav(wav({ bits: 8, data }));
    expect(sound).toMatchObject({ sampleRate: 8000 });
    expect([...(sound as { samples: Int16Array }).samples.slice(0, 3)]).toEqual([-32_768, 0, 32_512]);
  });

  it('mixes channels down to their mean', () => {
    const data = of16(...Array.from({ length: 800 }, (_, i) => (i % 2 === 0 ? 100 : 300)));
    expect([...(parseWav(wav({ channels: 2, data })) as { samples: Int16Array }).samples]).toEqual(
      Array<number>(400).fill(200),
    );
  });

  it.each([0, 0xffff_ffff])('takes what there is when the data chunk claims %i bytes', (dataSize) => {
    expect((parseWav(wav({ data: of16(...second), dataSize })) as { samples: Int16Array }).samples).toHaveLength(8000);
  });

  it.each([
    ['no WAV', Buffer.from('ID3 something else that is long enough'), 'it is no WAV file'],
    ['an empty file', Buffer.alloc(0), 'it is no WAV file'],
    ['a head alone', wav({ data: of16(1) }).subarray(0, 30), 'it has no format or no data'],
    [
      'floating point',
      wav({ format: 3, bits: 32, data: Buffer.alloc(4000) }),
      'its samples are not PCM of 8 or 16 bits (format 3, 32 bits)',
    ],
    [
      '24 bits',
      wav({ bits: 24, data: Buffer.alloc(4000) }),
      'its samples are not PCM of 8 or 16 bits (format 1, 24 bits)',
    ],
    ['no channels', wav({ channels: 0, data: Buffer.alloc(4000) }), 'it has 0 channels at 8000 Hz'],
    ['an absurd rate', wav({ rate: 1, data: Buffer.alloc(4000) }), 'it has 1 channels at 1 Hz'],
    ['next to nothing', wav({ data: of16(1, 2, 3) }), 'it is shorter than 20 ms'],
  ])('says what is wrong with %s', (_name, bytes, expected) => {
    expect(parseWav(bytes)).toBe(expected);
  });
});
