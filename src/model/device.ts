/** Mobile and desktop joins are always shown apart. */
export type DeviceClass = 'mobile' | 'desktop';

/** What a participant sends. `false` is off: the device is not even asked for. */
export interface MediaChoice {
  /** `talking-head` moves and costs the encoder what a person costs; `still`; `{ file }`: a picture; or off. */
  readonly camera: false | 'talking-head' | 'still' | { readonly file: string };
  /** `speech` has talk spurts and pauses; `silence`; `{ file }`: a sound file; or off. */
  readonly microphone: false | 'speech' | 'silence' | { readonly file: string };
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
  /** Frames per second. */
  readonly frameRate: number;
}
