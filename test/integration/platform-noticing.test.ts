/** Which changes of a page are worth a look: each of these makes a state true in another way, and must be noticed at once. */
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Marker, PlatformProfile } from '../../src/platform/profile.js';
import { launchTestBrowser } from '../helpers/browser.js';
import { newGuest, type Guest } from '../helpers/guest.js';
import { servePages, type PageServer } from '../helpers/page-server.js';

/** What is not noticed at once is found by the look that comes once a second: later than this. */
const atOnceMs = 250;
const onceASecondMs = 1_300;

let browser: Browser;
let pages: PageServer;

beforeAll(async () => {
  browser = await launchTestBrowser();
  pages = await servePages();
});

afterAll(async () => {
  await browser.close();
  await pages.stop();
});

async function watched(marker: Marker, body: string): Promise<Guest> {
  const profile: PlatformProfile = {
    name: 'noticed',
    match: { hosting: 'self-hosted', links: [/./] },
    states: { lobby: { all: [marker] } },
    actions: { join: [] },
  };
  const one = await newGuest(browser, profile, { link: pages.origin });
  await one.page.goto(`${pages.origin}/empty`);
  await one.page.evaluate((html) => {
    document.body.innerHTML = html;
  }, body);
  // Past the looks that the page's own beginning is worth.
  await one.page.waitForTimeout(1_300);
  return one;
}

/** @returns milliseconds from the change to the time that the state is given. */
async function lateness(one: Guest, change: string): Promise<number> {
  expect(one.observer.state).toBe('unknown');
  await one.page.evaluate(`__rollcall.report({ type: 'evidence', kind: 'note', text: 'changed' }); ${change}`);
  await one.observer.until((state) => state === 'lobby', AbortSignal.timeout(10_000));
  const at = (isIt: (line: Guest['lines'][number]) => boolean): number => one.lines.find(isIt)?.t ?? NaN;
  return (
    at((line) => line.type === 'state' && line.of === 'join' && line.value === 'lobby') -
    at((line) => line.type === 'evidence' && line.text === 'changed')
  );
}

const lobby: Marker = { css: '#lobby' };
const waiting: Marker = { text: 'Please wait' };
const many = '<ul>' + '<li><a href="#">x</a></li>'.repeat(150) + '</ul>';

describe('is noticed at once:', () => {
  const cases: readonly (readonly [string, Marker, string, string])[] = [
    [
      'a class of an element around it',
      lobby,
      '<style>.off { display: none }</style><div class="off"><div><p id="lobby">x</p></div></div>',
      `document.querySelector('.off').className = ''`,
    ],
    [
      'a style of an element around it',
      lobby,
      '<div id="around" style="display: none"><p id="lobby">x</p></div>',
      `document.querySelector('#around').style.display = ''`,
    ],
    [
      'a class of an element beside what it is in',
      lobby,
      '<style>i ~ div { display: none } i.open ~ div { display: block }</style><i></i><div><p id="lobby">x</p></div>',
      `document.querySelector('i').className = 'open'`,
    ],
    [
      'a style sheet that comes',
      lobby,
      '<style>#lobby { display: none }</style><p id="lobby">x</p>',
      `document.head.append(Object.assign(document.createElement('style'), { textContent: '#lobby { display: block !important }' }))`,
    ],
    [
      'a style sheet that goes, among others',
      lobby,
      '<div id="sheets"><style>#lobby { display: none }</style></div><p id="lobby">x</p>',
      `document.querySelector('#sheets').remove()`,
    ],
    [
      'a style sheet that is written anew',
      lobby,
      '<style>#lobby { display: none }</style><p id="lobby">x</p>',
      `document.querySelector('style').firstChild.data = ''`,
    ],
    [
      'a move to where it is shown',
      lobby,
      '<div hidden><p id="lobby">x</p></div><main></main>',
      `document.querySelector('main').append(document.querySelector('#lobby'))`,
    ],
    [
      'a move of what it is in',
      lobby,
      '<div hidden><section><p id="lobby">x</p></section></div><main></main>',
      `document.querySelector('main').append(document.querySelector('section'))`,
    ],
    [
      'another text in it',
      { role: 'button', name: { exact: 'Join' } },
      '<button><b>Wait</b></button>',
      `document.querySelector('b').firstChild.data = 'Join'`,
    ],
    [
      'a text that is written anew',
      waiting,
      '<p><b>Hello</b></p>',
      `document.querySelector('b').firstChild.data = 'Please wait'`,
    ],
    [
      'the second half of a text, with the first before it',
      waiting,
      '<p><b>Please</b> <i>go</i></p>',
      `document.querySelector('i').firstChild.data = 'wait'`,
    ],
    [
      'the first half of a text, with the second behind it',
      waiting,
      '<p><i>Never</i> <b>wait</b></p>',
      `document.querySelector('i').textContent = 'Please'`,
    ],
    [
      'the middle of a text',
      waiting,
      '<p>Plea<i>rl</i> wait</p>',
      `document.querySelector('i').firstChild.data = 'se'`,
    ],
    [
      'a text amid much that comes',
      waiting,
      '',
      `document.body.innerHTML = \`<div>${many}<p>Please <b>wait</b></p>${many}</div>\``,
    ],
    [
      'what is beside a whole label, and is no more',
      { text: { exact: 'Leave' } },
      '<p><b>Leave</b> <i>the meeting</i></p>',
      `document.querySelector('i').textContent = ''`,
    ],
    [
      'the label that names a field',
      { role: 'textbox', name: 'Your name' },
      '<label for="field">Hello</label><section><input id="field"></section>',
      `document.querySelector('label').textContent = 'Your name'`,
    ],
    [
      'a class by which an element far above begins to match',
      { css: '.open .deep > p', is: 'attached' },
      `<main><div class="deep"><p>x</p></div></main>`,
      `document.querySelector('main').className = 'open'`,
    ],
    [
      'an element amid much that comes',
      { css: 'section.deep p' },
      '',
      `document.body.innerHTML = \`${many}<section class="deep"><p>x</p></section>${many}\``,
    ],
    [
      'a selector that hangs on what is beside or in it',
      { css: 'section:has(.in) + p', is: 'attached' },
      `<section><i></i></section><p>x</p>`,
      `document.querySelector('i').className = 'in'`,
    ],
    [
      'an element in a shadow root that comes with its host',
      lobby,
      '',
      `(() => {
        const host = document.createElement('div');
        host.attachShadow({ mode: 'open' }).innerHTML = '<p id="lobby">x</p>';
        document.body.append(host);
      })()`,
    ],
    [
      'a change in a shadow root, of what shows an element in it',
      lobby,
      '<x-late></x-late>',
      `customElements.define('x-late', class extends HTMLElement {
        constructor() {
          super();
          this.attachShadow({ mode: 'open' }).innerHTML = '<div hidden><p id="lobby">x</p></div>';
          setTimeout(() => { this.shadowRoot.querySelector('div').hidden = false; });
        }
      })`,
    ],
    ['the title', { title: 'Waiting room' }, '', `document.title = 'Waiting room'`],
  ];
  test.each(cases)('%s', async (_, marker, body, change) => {
    const one = await watched(marker, body);
    expect(await lateness(one, change)).toBeLessThan(atOnceMs);
    await one.page.context().close();
  });
});

test('a rule of a style sheet that reaches further is noticed within about a second', async () => {
  const one = await watched(
    lobby,
    '<style>#lobby { display: none } body:has(.call) #lobby { display: block }</style><p id="lobby">x</p><main><ul><li>x</li></ul></main>',
  );
  expect(await lateness(one, `document.querySelector('li').className = 'call'`)).toBeLessThan(onceASecondMs);
  await one.page.context().close();
});

test('what concerns no marker is no reason to look, and the layout that the page will do anyway is not forced before', async () => {
  const one = await watched(lobby, `<main><p>x</p></main><div hidden id="around"><p id="lobby">x</p></div>`);
  const asked = await one.page.evaluate<readonly number[]>(`(async () => {
    const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    const native = Element.prototype.checkVisibility;
    const counts = { all: 0, early: 0 };
    let changing = false;
    Element.prototype.checkVisibility = function (...options) {
      counts.all += 1;
      if (changing) counts.early += 1;
      return native.apply(this, options);
    };
    const p = document.querySelector('main p');
    for (let turn = 0; turn < 30; turn += 1) {
      p.className = 'level-' + turn;
      p.append('level ' + turn);
      if (turn % 5 === 0) p.textContent = '';
      await pause(20);
    }
    const beside = counts.all;
    counts.all = 0;
    changing = true;
    document.querySelector('#around').title = 'x';
    // The observer has been told by then.
    await Promise.resolve();
    await Promise.resolve();
    changing = false;
    await pause(100);
    return [beside, counts.early, counts.all];
  })()`);
  // The look that comes once a second may be among them.
  expect(asked[0]).toBeLessThanOrEqual(1);
  expect(asked[1]).toBe(0);
  expect(asked[2]).toBeGreaterThan(0);
  await one.page.context().close();
});
