/** What other rooms know, small enough to read in a test. */
import { networkNamed, networkNames } from '../../src/browser/network/networks.js';
import type { Known } from '../../src/config/known.js';
import { HarnessError } from '../../src/shared/errors.js';

const phones = ['Pixel 7', 'Galaxy S24', 'iPhone 15'];
const metrics = [...['join_time_ms', 'join_press_to_media_ms', 'join_success', 'join_within_target', 'drop_rate']];

export const known: Known = {
  devices: {
    names: ['desktop', ...phones],
    named: (name) => ({
      device_class: phones.includes(name) ? 'mobile' : 'desktop',
      ...(name.startsWith('iPhone') && { warning: 'no real one looks like this' }),
    }),
  },
  networks: { names: networkNames, named: networkNamed },
  platforms: {
    names: ['rehearsal', 'janus-demo', 'vendor'],
    rehearsal: 'rehearsal',
    read: (text, place, { name }) => {
      // `number 123456789 passcode 4711` is an invitation to the vendor that is restricted.
      const [, number, passcode] = /^number (\d+) passcode (\d+)$/.exec(text.trim()) ?? [];
      if (number !== undefined && passcode !== undefined) {
        const link = `https://vendor.example/${number}`;
        return { name: 'vendor', link, number, passcode, said: `Vendor, number ${number}, passcode given` };
      }
      const link = text.trim();
      const told = (platform: string) => ({ name: platform, link, said: `${platform}, no passcode` });
      if (!URL.canParse(link)) return { problem: { place, found: 'a text', expected: 'an invitation' } };
      if (link.includes('/app-only/')) return { problem: { place, found: link, expected: 'a link for guests' } };
      if (name !== undefined) return told(name);
      if (link.includes('videoroom')) return told('janus-demo');
      if (link.includes('/m/')) return told('rehearsal');
      if (link.startsWith('https://vendor.example/')) return told('vendor');
      return { problem: { place, found: 'a link', expected: 'a link that some profile knows, or --platform' } };
    },
    rules: (name) => ({
      title: name === 'vendor' ? 'Vendor Meeting' : name,
      ...(name === 'vendor' && {
        participants: 8,
        plan: 'free plan',
        warning: 'Vendors are touchy.',
        joinsPerSecond: 0.5,
      }),
      restricted: name === 'vendor',
      isPublicHost: (host) => host === 'public.example',
      addresses: ({ link }) => (name === 'vendor' ? [link, 'https://form.vendor.example/r'] : [link]),
    }),
    check: (profile, place) =>
      typeof profile === 'object' && profile !== null && 'match' in profile
        ? []
        : [{ place: `${place}: match`, found: 'nothing', expected: 'how its links look' }],
    load: (file) =>
      file === './mine.ts'
        ? Promise.resolve({ name: 'of-my-own', match: {} })
        : Promise.reject(
            new HarnessError('bad_configuration', 'no such file', {
              problems: [{ place: file, found: 'no such file', expected: 'a TypeScript file' }],
            }),
          ),
  },
  thresholds: {
    defaults: (classes) =>
      Object.fromEntries(
        classes.map((name) => [
          `join_success{device_class:${name}}`,
          [{ threshold: 'rate>=0.99', abort_on_fail: false, delay_abort_eval_ms: 0 }],
        ]),
      ),
    check: (thresholds, tags, place) =>
      Object.entries(thresholds).flatMap(([text, expressions]) => {
        const [, metric = '', tag, value = ''] = /^(\w+)(?:\{(\w+):(\w+)\})?$/.exec(text) ?? [];
        const wrong = (found: string, expected: string) => ({ place: `${place}.${text}`, found, expected });
        return [
          ...(metrics.includes(metric) ? [] : [wrong(metric, 'a metric')]),
          ...(tag === undefined || tags[tag]?.includes(value) ? [] : [wrong(`${tag}:${value}`, 'a tag')]),
          ...expressions
            .filter((expression) => !/^(p\(\d+\)|rate|avg|max|count)[<>]=?[\d.]+$/.test(expression))
            .map((expression) => wrong(expression, 'an expression')),
        ];
      }),
  },
};
