/**
 * Makes the frames and the sound of every live track of one page. Runs in a worker, so that a page that is busy (and a
 * meeting that is joined is) does not stall its camera; in the page itself where its policy forbids workers.
 */
import type { SourceConfig } from '../config.js';
import type { SourceReply, SourceRequest } from '../source-message.js';
import { CameraSource } from './camera-source.js';
import { frameLoops } from './frame-loop.js';
import { Hold } from './hold.js';
import { runMicrophone } from './microphone-source.js';
import { painterFor } from './painter.js';

/** @returns the function that takes requests. */
export function makeSources(
  config: SourceConfig,
  reply: (message: SourceReply) => void,
): (request: SourceRequest) => void {
  const cameras = new Map<number, CameraSource>();
  const loops = frameLoops(painterFor(config));
  const holds = { camera: new Hold(), microphone: new Hold() };

  const run = async (id: number, work: Promise<void>): Promise<void> => {
    try {
      await work;
      reply({ type: 'ended', id });
    } catch (error) {
      reply({ type: 'failed', id, message: String(error) });
    } finally {
      cameras.delete(id);
    }
  };

  return (request) => {
    if (request.type === 'hold') {
      holds.camera.set(request.camera);
      holds.microphone.set(request.microphone);
      return;
    }
    const started = (): void => {
      reply({ type: 'started', id: request.id });
    };
    switch (request.type) {
      case 'start_video': {
        const camera = new CameraSource(request.format, { loops, hold: holds.camera });
        cameras.set(request.id, camera);
        void run(request.id, camera.run(request.sink, started));
        break;
      }
      case 'start_audio':
        void run(request.id, runMicrophone(config, { sink: request.sink, hold: holds.microphone, started }));
        break;
      case 'reformat':
        cameras.get(request.id)?.reformat(request.format);
        break;
    }
  };
}
