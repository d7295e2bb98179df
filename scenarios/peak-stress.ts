/**
 * Do people get in at the peak, and stay in when their networks give way? The central step of a proof of concept: desktops on the
 * office's Wi-Fi and phones on 4G all come within twelve seconds; at the height of it the Wi-Fi fills up and the phones reach the edge
 * of their cell; everyone is to be held; then the networks recover, and the meeting with them.
 *
 *     come ─ 12 s ─► all in ─► 25 s: networks degrade ─► 45 s: as before ─► 70 s and more: leave
 *
 * Times count from each one's own start. Four participants, which two cores bear without haste; more by `--participants 40` on a bigger
 * machine. The phones are as quick as this machine: slow processors come one at a time (mobile-8s), which would be no burst.
 */
import { defineScenario } from 'rollcall';

const media = { camera: 'talking-head', cameras: 1, microphone: 'speech', microphones: 1 } as const;
const common = { executor: 'burst', vus: 2, within: '12s', hold: '70s', media } as const;

export default defineScenario({
  name: 'peak-stress',
  scenarios: {
    desktops: {
      ...common,
      device: 'desktop',
      network: [
        { at: '0s', network: 'office-wifi' },
        { at: '25s', network: 'busy-wifi' },
        { at: '45s', network: 'office-wifi' },
      ],
    },
    phones: {
      ...common,
      device: 'Pixel 7',
      network: [
        { at: '0s', network: '4g' },
        { at: '25s', network: '4g-edge' },
        { at: '45s', network: '4g' },
      ],
    },
  },
  target: { joinTime: '8s' },
  thresholds: {
    'join_within_target{device_class:mobile}': ['rate>=0.95'],
    'join_within_target{device_class:desktop}': ['rate>=0.95'],
    join_success: ['rate>=0.99'],
    drop_rate: ['rate<0.01'],
  },
});
