/** What the page and the maker of frames and sound (a worker, or the page itself) say to each other. */
import type { SourceConfig } from './config.js';
import type { VideoFormat } from './video-format.js';

/** `id` is the page's number for one track. A source ends by itself when its track does. */
export type SourceRequest =
  | {
      readonly type: 'start_video';
      readonly id: number;
      readonly format: VideoFormat;
      readonly sink: WritableStream<VideoFrame>;
    }
  | { readonly type: 'start_audio'; readonly id: number; readonly sink: WritableStream<AudioData> }
  | { readonly type: 'reformat'; readonly id: number; readonly format: VideoFormat }
  | HoldRequest;

/** For all tracks of a device, those to come included, until told otherwise. */
export interface HoldRequest {
  readonly type: 'hold';
  readonly camera: boolean;
  readonly microphone: boolean;
}

/** The worker's first message. */
export interface ConfigureMessage {
  readonly type: 'configure';
  readonly source: SourceConfig;
}

export type SourceReply =
  /** The worker runs and listens. */
  | { readonly type: 'ready' }
  /** The first frame or sound was delivered. */
  | { readonly type: 'started'; readonly id: number }
  | { readonly type: 'failed'; readonly id: number; readonly message: string }
  | { readonly type: 'ended'; readonly id: number };
