/** One microphone track: 20 ms of sound at a time, as long as Opus packets are, until the track ends. */
import type { SourceConfig } from '../config.js';
import { bytesOfBase64 } from './base64.js';
import { deliver } from './deliver.js';
import type { Hold } from './hold.js';
import { Pace } from './pace.js';
import { looped, silence, type Sound } from './sound.js';
import { speech } from './speech.js';

const chunkMs = 20;
/** Sound that came late is still sent, as a driver's buffer would: a hole would be heard. */
const longestBacklogMs = 200;

export async function runMicrophone(
  config: SourceConfig,
  { sink, hold, started }: { sink: WritableStream<AudioData>; hold: Hold; started: () => void },
): Promise<void> {
  const sound = soundOf(config);
  const writer = sink.getWriter();
  const pace = new Pace(longestBacklogMs);
  const samples = new Float32Array(Math.round((config.sampleRate * chunkMs) / 1000));
  for (let count = 0; ; count += 1) {
    if (hold.on) {
      if (count === 0) started();
      await hold.over(writer.closed);
    }
    sound(samples);
    const data = new AudioData({
      format: 'f32',
      sampleRate: config.sampleRate,
      numberOfFrames: samples.length,
      numberOfChannels: 1,
      timestamp: Math.round(performance.now() * 1000),
      data: samples,
    });
    if (!(await deliver(writer, data))) return;
    if (count === 0) started();
    await pace.next((samples.length / config.sampleRate) * 1000);
  }
}

function soundOf({ microphone, sampleRate, seed }: SourceConfig): Sound {
  if (microphone === 'silence') return silence;
  if (microphone === 'speech') return speech(seed, sampleRate);
  return looped(new Int16Array(bytesOfBase64(microphone.samples).buffer));
}
