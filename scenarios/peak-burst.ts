/**
 * Does everybody get in at nine o'clock? All come within ten seconds, half of them on phones, and stay for half a minute.
 *
 * Six participants, which two cores can bear; a bigger peak by `--participants 40`, which keeps the halves. The platform's own
 * peak begins where the join time does: raise the number until it moves, then look whether it was the platform or this machine.
 */
import { defineScenario } from 'rollcall';

const media = { camera: 'talking-head', cameras: 1, microphone: 'speech', microphones: 1 } as const;

export default defineScenario({
  name: 'peak-burst',
  scenarios: {
    phones: { executor: 'burst', vus: 3, within: '10s', hold: '30s', device: 'Pixel 7', media },
    desktops: { executor: 'burst', vus: 3, within: '10s', hold: '30s', device: 'desktop', media },
  },
  target: { joinTime: '8s' },
  thresholds: {
    'join_within_target{device_class:mobile}': ['rate>=0.95'],
    'join_within_target{device_class:desktop}': ['rate>=0.95'],
    join_success: ['rate>=0.99'],
    drop_rate: ['rate<0.01'],
  },
});
