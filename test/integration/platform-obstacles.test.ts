/** Pages that make joining awkward: something lies over them, the form is in a frame, a number has to be read, a refusal passes. */
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { joinMeeting } from '../../src/platform/join-meeting.js';
import { loadPlatform } from '../../src/platform/load-platform.js';
import type { PlatformProfile } from '../../src/platform/profile.js';
import { launchTestBrowser } from '../helpers/browser.js';
import { momentsOf, newGuest, statesOf } from '../helpers/guest.js';
import { servePages, type PageServer } from '../helpers/page-server.js';

let browser: Browser;
let pages: PageServer;

beforeAll(async () => {
  browser = await launchTestBrowser({ fakeDevices: true });
  pages = await servePages();
});

afterAll(async () => {
  await browser.close();
  await pages.stop();
});

const obstacles: PlatformProfile = {
  name: 'obstacles',
  match: { hosting: 'self-hosted', links: [/\/obstacles/] },
  elements: {
    name: [{ label: 'Name' }, { placeholder: { en: 'Your name' }, frame: 'any' }],
    join: { role: 'button', name: { exact: 'Join now' }, frame: 'any' },
  },
  dismiss: [{ seen: '#cookies', click: { role: 'button', name: 'Got it' } }],
  states: {
    landing: { all: [{ css: '#go' }] },
    prejoin: { all: [{ role: 'textbox', name: 'Your name' }], frames: 'any' },
    rate_limited: { all: [{ text: 'too often' }] },
    in_meeting: { all: [{ css: '#in' }] },
  },
  actions: {
    join: [
      {
        when: 'landing',
        steps: [
          { click: '#go' },
          { read: 'number', script: `document.querySelector('#code')?.textContent.replace(/\\D/g, '')` },
          { goto: 'https://vendor.example/obstacles?form&busy={busy}' },
        ],
      },
      {
        when: 'prejoin',
        steps: [
          { fill: { placeholder: 'Meeting number', frame: 'iframe' }, value: '{number}' },
          { fill: '@name', value: '{name}' },
          { click: '@join', joins: true },
        ],
      },
    ],
  },
  variables: { busy: /busy=(\d+)/ },
  retries: { rate_limited: { afterMs: 200, times: 2 } },
};

function guest(busy: number) {
  return newGuest(browser, obstacles, {
    link: `${pages.origin}/obstacles?busy=${busy}`,
    rewrite: (address) => address.replace('https://vendor.example', pages.origin),
  });
}

test('is a profile that is right', () => {
  expect(loadPlatform(obstacles, 'obstacles').problems).toBeUndefined();
});

test('are cleared away, entered and read, and each step says which way it took', async () => {
  const one = await guest(0);
  expect(await joinMeeting(one)).toEqual({
    outcome: 'in_meeting',
    steps: [
      'click css #go',
      'read number',
      'goto',
      'fill placeholder /Meeting\\s+number/i in iframe',
      'fill placeholder /Your\\s+name/i in any frame (2 of 2)',
      'click role button /^\\s*(?:Join\\s+now)\\s*$/im in any frame',
    ],
  });
  expect(await one.page.innerText('#in')).toBe('763545348, Ada');
  expect(momentsOf(one)).toEqual(['page_ready', 'join_pressed', 'in_meeting']);
  await one.page.context().close();
});

test('are met again as often as the profile allows when the platform says to come later', async () => {
  const one = await guest(2);
  expect(await joinMeeting(one)).toMatchObject({ outcome: 'in_meeting' });
  expect(statesOf(one).filter((state) => state === 'rate_limited')).toHaveLength(2);
  await one.page.context().close();
});

test('and no oftener', async () => {
  const one = await guest(3);
  expect(await joinMeeting(one)).toMatchObject({ outcome: 'refused', reason: 'rate_limited' });
  await one.page.context().close();
});
