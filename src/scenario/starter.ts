/** What `rollcall new` writes: a scenario that runs as it is, with a word on everything that is usually changed. */
export const starterScenario = `/**
 * What does this run find out? Write it here: the next reader wants to know before anything else.
 *
 *   rollcall inspect <this file>    the plan, drawn; no browser is started
 *   rollcall run <this file>        joins, stays, leaves, and prints the verdict
 */
import { defineScenario } from 'rollcall';

export default defineScenario({
  name: 'my-first-run',

  // The meeting to join. Without one, the meeting built into Rollcall is started and joined.
  // A link, a whole invitation as it was sent, or a file with one: '@invitation.txt'.
  // meeting: 'https://meet.example.com/monday',

  // Any host but this machine needs the leave of whoever runs it, here or as ownHosts in rollcall.config.json.
  // authorisation: {
  //   by: 'Ada Chan, IT operations', for: 'proof of concept', until: '2027-01-31',
  //   maxParticipants: 20, maxJoinsPerSecond: 5,
  // },

  // Who comes, and when. One key for each kind of participant; all of them run at the same time.
  scenarios: {
    phones: {
      // Everyone comes once, somewhere within five seconds. k6's executors are here too: constant-vus, ramping-vus,
      // shared-iterations, per-vu-iterations, constant-arrival-rate, ramping-arrival-rate.
      executor: 'burst',
      vus: 3,
      within: '5s',
      // How long each stays, counted from the moment when it sees or hears the others.
      hold: '30s',
      // 'desktop', or any device by Playwright's name. Android phones are closer to real ones than iPhones.
      device: 'Pixel 7',
      // Only the first of the three has its camera on, and only one speaks: as in most meetings.
      media: { camera: 'talking-head', cameras: 1, microphone: 'speech', microphones: 1 },
    },
    desktops: {
      executor: 'burst',
      vus: 3,
      within: '5s',
      hold: '30s',
      device: 'desktop',
      media: { camera: 'talking-head', cameras: 1, microphone: 'speech', microphones: 1 },

      // What a participant does, in code, instead of join, hold, leave:
      // exec: async (participant) => {
      //   await participant.join();
      //   await participant.hold('10s');
      //   await participant.mute();
      //   await participant.hold('10s');
      //   await participant.leave();
      // },
    },
  },

  // A good join: from opening the link to seeing or hearing the others.
  target: { joinTime: '8s' },

  // What must hold for the verdict to be a pass. Without thresholds: 95 % within the target, 99 % joined, under 1 % dropped,
  // for phones and desktops apart.
  thresholds: {
    'join_time_ms{device_class:mobile}': ['p(90)<8000'],
    join_success: ['rate>=0.99'],
    drop_rate: ['rate<0.01'],
  },
});
`;
