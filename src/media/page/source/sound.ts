/** Fills the next samples, mono, −1 to 1. */
export type Sound = (samples: Float32Array) => void;

export const silence: Sound = (samples) => {
  samples.fill(0);
};

/** A recording, again and again. */
export function looped(recorded: Int16Array): Sound {
  let position = 0;
  return (samples) => {
    for (let i = 0; i < samples.length; i += 1) {
      samples[i] = (recorded[position] ?? 0) / 32_768;
      position = (position + 1) % recorded.length;
    }
  };
}
