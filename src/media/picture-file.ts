/** The picture that a scenario names for a camera: any format that browsers decode. */
import { readMediaFile, unusable } from './media-file.js';

const hint = 'Give a PNG, JPEG, WebP or GIF picture of at most 2 MiB.';

const signatures: readonly (readonly [offset: number, bytes: string])[] = [
  [0, '\x89PNG\r\n\x1a\n'],
  [0, '\xff\xd8\xff'],
  [8, 'WEBP'],
  [0, 'GIF8'],
];

/** @throws HarnessError `bad_configuration` when it is missing, too big or no picture. */
export async function readPicture(file: string): Promise<Buffer> {
  const bytes = await readMediaFile(file, 'camera', hint);
  const known = signatures.some(([offset, text]) => bytes.toString('latin1', offset, offset + text.length) === text);
  if (!known) throw unusable({ file, device: 'camera', why: 'it is no picture that browsers know', hint });
  return bytes;
}
