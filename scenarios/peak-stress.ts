/**
 * Do people get in at the peak, and stay in when their networks give way? The central step of a proof of concept: desktops on the
 * office's Wi-Fi and phones on 4G all come within twenty seconds; at the height of it the Wi-Fi fills up and the phones reach the edge
 * of their cell; everyone is to be held; then the networks recover, and the meeting with them.
 *
 *     come ─ 20 s ─► all in ─► 30 s: networks degrade ─► 50 s: as before ─► 75 s and more: leave
 *
 * Times count from each one's own start. Six participants, which two cores can bear; more by `--participants 40` on a bigger machine. The
 * phones are as quick as this machine: slow processors come one at a time (mobile-8s), which would be no burst.
 */
import { defineScenario } from 'rollcall';

const media = { camera: 'talking-head', cameras: 1, microphone: 'speech', microphones: 1 } as const;
const common = { executor: 'burst', vus: 3, within: '20s', hold: '75s', media } as const;

export default defineScenario({
  name: 'peak-stress',
  scenarios: {
    desktops: {
      ...common,
      device: 'desktop',
      network: [
        { at: '0s', network: 'office-wifi' },
        { at: '30s', network: 'busy-wifi' },
        { at: '50s', network: 'office-wifi' },
      ],
    },
    phones: {
      ...common,
      device: 'Pixel 7',
      network: [
        { at: '0s', network: '4g' },
        { at: '30s', network: '4g-edge' },
        { at: '50s', network: '4g' },
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
