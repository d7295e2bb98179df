/**
 * Does everything work here? The run of `npm start`: six people on desktops and phones join the meeting built into Rollcall,
 * stay for a while and leave. A good half minute; two cores bear it with the meeting beside it.
 *
 * One camera on each side, one person at a time talking on each side, the others listen: as in a real meeting, and so that the
 * answer is about joining, not about this machine.
 */
import { defineScenario } from 'rollcall';

const media = { camera: 'talking-head', cameras: 1, microphone: 'speech', microphones: 1 } as const;

/** One of the six every three seconds: two cores bear that with the meeting beside them, and every join is by itself. */
const coming = { vus: 3, within: '18s', arrival: 'even', hold: '16s' } as const;

export default defineScenario({
  name: 'rehearsal',
  scenarios: {
    desktops: { executor: 'burst', ...coming, device: 'desktop', media },
    phones: { executor: 'burst', ...coming, device: 'Pixel 7', media, startTime: '3s' },
  },
  target: { joinTime: '8s' },
});
