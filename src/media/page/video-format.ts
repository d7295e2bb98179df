/** Pixels and frames per second. */
export interface VideoFormat {
  readonly width: number;
  readonly height: number;
  readonly frameRate: number;
}
