/**
 * Chromium's way to make a track from frames or sound that a script has. Not in TypeScript's library.
 * @see https://developer.chrome.com/docs/web-platform/insertable-streams-mediastreamtrack
 */
interface TrackGenerator<T> extends MediaStreamTrack {
  readonly writable: WritableStream<T>;
}

declare const MediaStreamTrackGenerator: new <T>(init: { kind: 'audio' | 'video' }) => TrackGenerator<T>;

/**
 * @returns an ordinary MediaStreamTrack and the stream that feeds it. Once the track has ended, however it did, writing fails:
 *   the source lives as long as its last track, and the generator, itself a track, is stopped at once.
 */
export function trackFromStream<T extends VideoFrame | AudioData>(
  kind: 'audio' | 'video',
): { track: MediaStreamTrack; sink: WritableStream<T> } {
  const generator = new MediaStreamTrackGenerator<T>({ kind });
  const track = generator.clone();
  generator.stop();
  return { track, sink: generator.writable };
}
