/** What other rooms know, small enough to read in a test. */
import type { Known } from '../../src/config/known.js';

const phones = ['Pixel 7', 'Galaxy S24', 'iPhone 15'];
const metrics = [...['join_time_ms', 'join_press_to_media_ms', 'join_success', 'join_within_target', 'drop_rate']];

export const known: Known = {
  devices: {
    names: ['desktop', ...phones],
    classOf: (name) => (phones.includes(name) ? 'mobile' : 'desktop'),
  },
  platforms: {
    names: ['rehearsal', 'janus-demo'],
    rehearsal: 'rehearsal',
    recognise: (link) => {
      if (link.includes('videoroom')) return { name: 'janus-demo' };
      if (link.includes('/m/')) return { name: 'rehearsal' };
      return { expected: 'a link that some profile knows, or --platform' };
    },
    check: (profile) =>
      typeof profile === 'object' && profile !== null && 'match' in profile
        ? []
        : [{ place: 'match', found: 'nothing', expected: 'how its links look' }],
    load: () => Promise.resolve({ name: 'of-my-own', match: {} }),
  },
  checkThreshold: (metric, expression) => [
    ...(metrics.includes(metric.replace(/\{.*/, '')) ? [] : [{ place: '', found: metric, expected: 'a metric' }]),
    ...(/^(p\(\d+\)|rate|avg|max|count)[<>]=?[\d.]+$/.test(expression)
      ? []
      : [{ place: '', found: expression, expected: 'an expression' }]),
  ],
};
