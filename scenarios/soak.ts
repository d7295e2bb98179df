/**
 * Do people stay in? A few stay for the whole hour, and others come for some minutes and go, all day long as in an open door
 * meeting. What matters here is the drops, and whether the join an hour later is as quick as the first.
 *
 * An hour; shorter by editing `hold` and the duration together. Six at once.
 */
import { defineScenario } from 'rollcall';

export default defineScenario({
  name: 'soak',
  scenarios: {
    stayers: {
      executor: 'burst',
      vus: 2,
      within: '10s',
      hold: '60m',
      device: 'desktop',
      media: { camera: 'talking-head', cameras: 1, microphone: 'speech' },
    },
    visitors: {
      executor: 'constant-vus',
      vus: 4,
      duration: '55m',
      startTime: '30s',
      hold: '4m',
      device: 'Pixel 7',
      media: { camera: false, microphone: 'silence' },
    },
  },
  target: { joinTime: '8s' },
  thresholds: {
    drop_rate: ['rate<0.01'],
    join_success: ['rate>=0.99'],
    'join_within_target{device_class:mobile}': ['rate>=0.95'],
    'join_within_target{device_class:desktop}': ['rate>=0.95'],
  },
});
