/** How long it takes to read an invitation, whole or damaged: all samples and 10,000 mutations of them, all profiles. */
import { readInvitation } from '../../src/platform/invitation/read-invitation.js';
import { platformProfiles as profiles } from '../../src/platform/profiles/index.js';
import { monotonicClock } from '../../src/shared/clock.js';
import { seededRandom } from '../../src/shared/random.js';
import { invitationSamples } from '../helpers/invitations.js';
import { mutate } from '../helpers/mutate-text.js';
import { figure, type Figure } from './figure.js';

const damaged = 10_000;

export function invitations(): Promise<readonly Figure[]> {
  const samples = invitationSamples().map(({ text }) => text);
  const random = seededRandom(1, 'invitations');
  const texts = Array.from({ length: damaged }, (_, place) => mutate(samples[place % samples.length] ?? '', random));
  // The engine compiles what is called often; a command line reads one, cold, which the last figure is.
  const clock = monotonicClock();
  const times = [...samples, ...texts].map((text) => {
    const begun = clock.now();
    readInvitation(text, { profiles });
    return clock.now() - begun;
  });
  const [first = 0] = times;
  times.sort((a, b) => a - b);
  const mean = times.reduce((sum, ms) => sum + ms, 0) / times.length;
  return Promise.resolve([
    figure(`reading an invitation, mean of ${times.length}`, mean, 'ms', 1),
    figure('its p99', times[Math.floor(times.length * 0.99)] ?? 0, 'ms', 1),
    figure('the first one, cold', first, 'ms', 20),
  ]);
}
