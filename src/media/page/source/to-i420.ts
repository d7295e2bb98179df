/** RGBA pixels → I420 (BT.601, limited range), with a sensor's noise in the luma if wanted. */

/** Standard deviation in steps of luma: what an indoor webcam leaves after its own filter. */
const noiseLevel = 2.5;
/** Prime, so that rows of any width begin elsewhere in it. */
const noiseLength = 65_521;

/** Odd sizes have their last chroma samples half outside the picture, as I420 wants. */
export function toI420(
  rgba: ArrayLike<number>,
  { width, height, noisy }: { width: number; height: number; noisy: boolean },
): Uint8ClampedArray<ArrayBuffer> {
  const [chromaWidth, chromaHeight] = [(width + 1) >> 1, (height + 1) >> 1];
  const out = new Uint8ClampedArray(width * height + 2 * chromaWidth * chromaHeight);
  const at = (index: number): number => rgba[index] ?? 0;
  const grain = noisy ? noise() : new Int8Array(noiseLength);
  for (let y = 0, to = 0; y < height; y += 1) {
    let from = Math.floor(Math.random() * noiseLength);
    for (let x = 0; x < width; x += 1, to += 1) {
      const p = to * 4;
      out[to] = 16 + ((66 * at(p) + 129 * at(p + 1) + 25 * at(p + 2) + 128) >> 8) + (grain[from] ?? 0);
      from = from + 1 === noiseLength ? 0 : from + 1;
    }
  }
  const u = width * height;
  const v = u + chromaWidth * chromaHeight;
  for (let y = 0, to = 0; y < chromaHeight; y += 1) {
    for (let x = 0; x < chromaWidth; x += 1, to += 1) {
      const p = (2 * y * width + 2 * x) * 4;
      out[u + to] = 128 + ((-38 * at(p) - 74 * at(p + 1) + 112 * at(p + 2) + 128) >> 8);
      out[v + to] = 128 + ((112 * at(p) - 94 * at(p + 1) - 18 * at(p + 2) + 128) >> 8);
    }
  }
  return out;
}

let table: Int8Array | undefined;

/** Nearly normal: a sum of three uniform numbers. Nothing depends on its exact values, so it has no seed. */
function noise(): Int8Array {
  table ??= Int8Array.from({ length: noiseLength }, () =>
    Math.round((Math.random() + Math.random() + Math.random() - 1.5) * 2 * noiseLevel),
  );
  return table;
}
