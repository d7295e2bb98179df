/**
 * Do mobile joins take less than 8 seconds, on ordinary phones and ordinary mobile networks? Twenty phones come into a meeting
 * that is under way: mid-range and entry-level ones, on 4G and at the edge of a cell, five of each kind.
 *
 * They come in rounds, one of each kind in a round, never two at the same moment, so that each join is measured on its own,
 * without a crowd at the door; and because slowing a processor takes one of this machine's, which is why two cores suffice and
 * one does not. What is slowed, and how much: src/browser/phone/. One desktop is in with its camera on before the first phone, since a
 * join ends with the first picture of somebody else.
 *
 * About three and a half minutes, five people in at once. Twenty joins tell a good platform from a bad one, and the summary says how
 * sure that is; to prove 95 % takes 73 good joins or more: `--confidence 0.95`, `iterations: 20` below, and a longer `hold` for the host.
 */
import { defineScenario, type PerVuIterationsScenario } from 'rollcall';

const phone = {
  executor: 'per-vu-iterations',
  vus: 1,
  iterations: 5,
  startTime: '10s',
  hold: '20s',
  device: 'Pixel 7',
  media: { camera: false, microphone: 'silence' },
} satisfies PerVuIterationsScenario;

export default defineScenario({
  name: 'mobile-8s',
  scenarios: {
    host: {
      // One iteration: it is still in when the minute in which iterations start is over.
      executor: 'constant-vus',
      vus: 1,
      duration: '1m',
      hold: '3m30s',
      device: 'desktop',
      media: { camera: 'talking-head', microphone: 'speech' },
    },
    'mid-range-4g': { ...phone, processor: 'mid-range', network: '4g' },
    'mid-range-edge': { ...phone, processor: 'mid-range', network: '4g-edge' },
    'entry-4g': { ...phone, processor: 'entry', network: '4g' },
    'entry-edge': { ...phone, processor: 'entry', network: '4g-edge' },
  },
  target: { joinTime: '8s' },
  thresholds: {
    'join_within_target{device_class:mobile}': ['rate>=0.95'],
    'join_time_ms{device_class:mobile}': ['p(90)<8000'],
    'join_success{device_class:mobile}': ['rate>=0.99'],
  },
});
