/**
 * Do mobile joins take less than 8 seconds? Phones come one after the other into a meeting that is under way, so that each join
 * is measured on its own, without a crowd at the door.
 *
 * One desktop is in with its camera on before the first phone, since a join ends with the first picture of somebody else.
 * Twenty phones in about five minutes. Twenty joins tell a good platform from a bad one, and the summary says how sure that is; to
 * prove 95 % takes 73 good joins or more: `--iterations 40 --confidence 0.95`, and a longer `hold` for the host.
 */
import { defineScenario } from 'rollcall';

export default defineScenario({
  name: 'mobile-8s',
  scenarios: {
    host: {
      // One iteration: it is still in when the minute in which iterations start is over.
      executor: 'constant-vus',
      vus: 1,
      duration: '1m',
      hold: '5m',
      device: 'desktop',
      media: { camera: 'talking-head', microphone: 'speech' },
    },
    phones: {
      executor: 'per-vu-iterations',
      vus: 2,
      iterations: 10,
      startTime: '10s',
      hold: '15s',
      device: 'Pixel 7',
      media: { camera: false, microphone: 'silence' },
    },
  },
  target: { joinTime: '8s' },
  thresholds: {
    'join_within_target{device_class:mobile}': ['rate>=0.95'],
    'join_time_ms{device_class:mobile}': ['p(90)<8000'],
    'join_success{device_class:mobile}': ['rate>=0.99'],
  },
});
