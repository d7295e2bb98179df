import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JoinState } from '../../src/model/join-state.js';
import { pageHandle } from '../../src/platform/platform-page-script.js';
import type { Marker, PlatformProfile } from '../../src/platform/profile.js';
import { launchTestBrowser } from '../helpers/browser.js';
import { newGuest, statesOf, type Guest } from '../helpers/guest.js';
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

function profileOf(states: Partial<PlatformProfile['states']>): PlatformProfile {
  return {
    name: 'marked',
    match: { hosting: 'self-hosted', links: [/./] },
    states: { in_meeting: { all: [{ css: '#in' }] }, ...states },
    actions: { join: [] },
  };
}

/** A page with nothing in it, watched by these rules. */
async function watched(states: Partial<PlatformProfile['states']>, address = '/empty'): Promise<Guest> {
  const one = await newGuest(browser, profileOf(states), { link: pages.origin });
  await one.page.goto(pages.origin + address);
  return one;
}

function reached({ observer }: Guest, state: JoinState): Promise<JoinState> {
  return observer.until((now) => now === state, AbortSignal.timeout(20_000));
}

/** How the rules of the main frame stand, as the page code says. */
function standings({ page }: Guest): Promise<unknown> {
  return page.evaluate(`globalThis.${pageHandle}.explain()`);
}

describe('a marker', () => {
  const cases: readonly { name: string; marker: Marker; make: string; unmake: string; address?: string }[] = [
    {
      name: 'css, visible once a class shows it',
      marker: { css: '#lobby' },
      make: `document.body.innerHTML = '<style>.on { display: block !important }</style><p id="lobby" style="display: none">x</p>';
             document.querySelector('#lobby').className = 'on'`,
      unmake: `document.querySelector('#lobby').className = ''`,
    },
    {
      name: 'css, attached though nobody can see it',
      marker: { css: '#lobby', is: 'attached' },
      make: `document.body.innerHTML = '<p id="lobby" style="display: none">x</p>'`,
      unmake: `document.querySelector('#lobby').remove()`,
    },
    {
      name: 'text by language, with the other apostrophe and other white space',
      marker: { text: { en: "You've been removed", 'zh-TW': '您已被移出會議' } },
      make: `document.body.innerHTML = '<p>Sorry. You’ve <b>been</b><br>removed.</p>'`,
      unmake: `document.body.innerHTML = '<p hidden>You’ve been removed</p>'`,
    },
    {
      name: 'a whole label, which a longer one is not',
      marker: { text: { exact: ['Leave', '離開'] } },
      make: `document.body.innerHTML = '<p>Leave the meeting</p><button>離開</button>'`,
      unmake: `document.querySelector('button').textContent = '離開會議'`,
    },
    {
      name: 'the address, changed by pushState',
      marker: { url: /\/r\/\d+/ },
      make: `history.pushState({}, '', '/r/123456789')`,
      unmake: `history.pushState({}, '', '/r/')`,
    },
    {
      name: 'the title',
      marker: { title: 'Waiting room' },
      make: `document.title = 'Our waiting room'`,
      unmake: `document.title = 'Meeting'`,
    },
    {
      name: 'a role by its name, in any of the ways to have one',
      marker: { role: 'button', name: { exact: ['Join meeting', '加入會議'] } },
      make: `document.body.innerHTML = '<button>Join meeting later</button><div role="button" aria-label="加入會議">→</div>'`,
      unmake: `document.querySelector('div').setAttribute('aria-label', '加入會議室')`,
    },
    {
      name: 'a text field by its placeholder',
      marker: { role: 'textbox', name: '你的名称' },
      make: `document.body.innerHTML = '<input type="password" placeholder="你的名称"><input placeholder="请输入你的名称">'`,
      unmake: `document.querySelector('input:last-child').style.visibility = 'hidden'`,
    },
    {
      name: 'a text that came in pieces, one after the other',
      marker: { text: '会议已结束' },
      make: `(() => {
        document.body.innerHTML = '<div><p><b>会议</b></p></div>';
        const more = document.createElement('i');
        more.append('');
        document.querySelector('p').append(more);
        setTimeout(() => { more.firstChild.data = '已结束'; }, 30);
      })()`,
      unmake: `document.querySelector('div').style.display = 'none'`,
    },
    {
      name: 'a text, in an open shadow root that came late',
      marker: { text: 'Waiting for the host', within: 'x-lobby' },
      make: `(() => {
        document.body.innerHTML = '<x-lobby></x-lobby>';
        customElements.define('x-lobby', class extends HTMLElement {
          constructor() { super(); this.attachShadow({ mode: 'open' }); }
          connectedCallback() { setTimeout(() => { this.shadowRoot.innerHTML = '<p>Waiting for the host</p>'; }, 20); }
        });
        document.body.append('.');
      })()`,
      unmake: `document.querySelector('x-lobby').shadowRoot.innerHTML = ''`,
    },
    {
      name: 'a selector that reaches over several elements',
      marker: { css: 'body.in .bar > button:not(:disabled)' },
      make: `document.body.innerHTML = '<div class="bar"><button>x</button></div>'; document.body.className = 'in'`,
      unmake: `document.querySelector('button').disabled = true`,
    },
    {
      name: 'an element that a style sheet far away hides',
      marker: { css: '#lobby' },
      make: `document.body.innerHTML = '<p id="lobby">x</p>'`,
      unmake: `document.head.append(Object.assign(document.createElement('style'), { textContent: 'p { display: none }' }))`,
    },
    {
      name: 'a script, though the page forbids eval',
      marker: { script: 'app.joined' },
      make: `globalThis.app = { joined: true }`,
      unmake: `globalThis.app = undefined`,
      address: '/empty?csp=1',
    },
  ];

  test.each(cases)('$name', async ({ marker, make, unmake, address }) => {
    const one = await watched({ lobby: { all: [marker] } }, address);
    expect(one.observer.state).toBe('unknown');
    await one.page.evaluate(make);
    await reached(one, 'lobby');
    await one.page.evaluate(unmake);
    await reached(one, 'unknown');
    await one.page.context().close();
  });

  test.each([
    [
      'a line in the console',
      { console: /conference.*membersOnly/ },
      `console.warn('conference.error', 'membersOnly')`,
    ],
    ['a dialog', { dialog: "You've been disconnected" }, `setTimeout(() => alert('You’ve been disconnected'))`],
  ] as const)('%s is remembered for as long as the document', async (_, marker, speak) => {
    const one = await watched({ lobby: { all: [marker] } });
    await one.page.evaluate(`console.log('nothing'); ${speak}`);
    await reached(one, 'lobby');
    await one.page.goto(`${pages.origin}/empty?again`);
    await reached(one, 'unknown');
    await one.page.context().close();
  });

  test('the status of the document', async () => {
    const one = await watched({ not_found: { all: [{ status: 404 }] }, landing: { all: [{ css: 'body' }] } });
    await reached(one, 'landing');
    await one.page.goto(`${pages.origin}/empty?status=404`);
    await reached(one, 'not_found');
    await one.page.context().close();
  });

  test('a peer connection that is connected, until it is closed', async () => {
    const one = await watched({ lobby: { all: [{ connection: 'connected' }] } });
    await one.page.evaluate(`(async () => {
      const [a, b] = globalThis.pcs = [new RTCPeerConnection(), new RTCPeerConnection()];
      for (const [from, to] of [[a, b], [b, a]]) from.onicecandidate = ({ candidate }) => to.addIceCandidate(candidate);
      a.createDataChannel('x');
      await a.setLocalDescription();
      await b.setRemoteDescription(a.localDescription);
      await b.setLocalDescription();
      await a.setRemoteDescription(b.localDescription);
    })()`);
    await reached(one, 'lobby');
    expect(await standings(one)).toEqual([
      { state: 'in_meeting', holds: false, held: [], missing: ['css #in'] },
      { state: 'lobby', holds: true, held: ['a connection that is connected'], missing: [] },
    ]);
    await one.page.context().close();
  });

  test('a live remote track is one that came over a connection, not the own camera', async () => {
    const one = await watched({ in_meeting: { all: [{ liveTrack: 'video' }] }, lobby: { all: [{ css: '#own' }] } });
    await one.page.evaluate(`(async () => {
      const own = await navigator.mediaDevices.getUserMedia({ video: true });
      const canvas = document.createElement('canvas');
      canvas.getContext('2d');
      for (const [id, stream] of [['own', own], ['drawn', canvas.captureStream()]]) {
        const video = Object.assign(document.createElement('video'), { id, srcObject: stream, autoplay: true, muted: true });
        document.body.append(video);
        void video.play();
      }
      globalThis.own = own;
    })()`);
    await reached(one, 'lobby');
    await one.page.evaluate(`(async () => {
      const [a, b] = globalThis.pcs = [new RTCPeerConnection(), new RTCPeerConnection()];
      for (const [from, to] of [[a, b], [b, a]]) from.onicecandidate = ({ candidate }) => to.addIceCandidate(candidate);
      b.ontrack = ({ track }) => {
        const video = Object.assign(document.createElement('video'), { srcObject: new MediaStream([track]), muted: true });
        document.body.append(video);
        void video.play();
      };
      a.addTrack(globalThis.own.getVideoTracks()[0]);
      await a.setLocalDescription();
      await b.setRemoteDescription(a.localDescription);
      await b.setLocalDescription();
      await a.setRemoteDescription(b.localDescription);
    })()`);
    await reached(one, 'in_meeting');
    expect(statesOf(one)).toEqual(['lobby', 'in_meeting']);
    await one.page.context().close();
  });

  test('that cannot be checked is told once and holds nothing up', async () => {
    const one = await watched({ full: { any: [{ css: 'p:nonsense(' }] }, lobby: { all: [{ css: '#lobby' }] } });
    await one.page.evaluate(`document.body.innerHTML = '<p id="lobby">x</p>'`);
    await reached(one, 'lobby');
    const notes = one.lines.filter((line) => line.type === 'evidence');
    expect(notes.filter((line) => line.text?.includes('full'))).toHaveLength(notes.length);
    await one.page.context().close();
  });
});

test('a page that tries to start its app is kept from it, which is told once, and takes clicks as before', async () => {
  const profile = { ...profileOf({ lobby: { all: [{ css: '#lobby' }] } }), context: { appSchemes: ['wemeet'] } };
  const one = await newGuest(browser, profile, { link: pages.origin });
  await one.page.goto(`${pages.origin}/empty`);
  await one.page.evaluate(`document.body.innerHTML = '<button>Open</button>';
    document.querySelector('button').onclick = () => { location.href = 'wemeet://page/inmeeting?meeting_code=1&pwd=secret'; }`);
  await one.page.click('button');
  await one.page.click('button');
  await one.page.evaluate(
    `document.querySelector('button').onclick = () => { document.querySelector('button').id = 'lobby'; }`,
  );
  await one.page.click('button');
  await reached(one, 'lobby');
  const notes = one.lines.flatMap((line) => (line.type === 'evidence' ? [line.text] : []));
  expect(notes).toEqual(['The page tried to start the app wemeet: and was kept from it.']);
  await one.page.context().close();
});

describe('a state', () => {
  test('that is debounced is dated when its rule became true, and not reported when it was too short', async () => {
    const one = await watched({ lobby: { all: [{ css: '#lobby' }], debounceMs: 400 } });
    await one.page.evaluate(`(async () => {
      const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
      document.body.innerHTML = '<p id="lobby">x</p>';
      await pause(100);
      document.body.innerHTML = '';
      await pause(100);
      document.body.innerHTML = '<p id="lobby">x</p>';
      globalThis.__rollcall.report({ type: 'evidence', kind: 'note', text: 'shown' });
    })()`);
    await reached(one, 'lobby');
    const shown = one.lines.find((line) => line.type === 'evidence' && line.text === 'shown');
    const state = one.lines.find((line) => line.type === 'state' && line.of === 'join');
    expect(state!.t - shown!.t).toBeLessThan(350);
    expect(statesOf(one)).toEqual(['lobby']);
    await one.page.context().close();
  });

  test('counts only in the frames its rule names, and as long as the frame is there', async () => {
    const one = await watched({
      in_meeting: { all: [{ css: '#in' }], frames: /\/empty\?inner/ },
      landing: { all: [{ css: 'body' }] },
    });
    await one.page.evaluate(`document.body.innerHTML += '<p id="in">not here</p>'`);
    // Another origin, hence another process.
    const inner = `${pages.origin.replace('127.0.0.1', 'localhost')}/empty?inner`;
    await one.page.evaluate(`document.body.innerHTML += '<iframe src="${inner}"></iframe>'`);
    const frame = await one.page.waitForSelector('iframe').then((element) => element.contentFrame());
    await frame!.waitForLoadState();
    expect(one.observer.state).toBe('landing');
    await frame!.evaluate(`document.body.innerHTML = '<p id="in">here</p>'`);
    await reached(one, 'in_meeting');
    await one.page.evaluate(`document.querySelector('iframe').remove()`);
    await reached(one, 'landing');
    await one.page.context().close();
  });

  test('is proved by any of its rules, and is not left while one of them holds', async () => {
    const one = await watched({
      lobby: [{ all: [{ css: '#a' }] }, { all: [{ css: '#b' }] }],
      landing: { all: [{ css: 'p' }] },
    });
    await one.page.evaluate(`document.body.innerHTML = '<p id="b">x</p>'`);
    await reached(one, 'lobby');
    await one.page.evaluate(`document.querySelector('p').id = 'a'`);
    await one.page.evaluate(`document.querySelector('p').id = ''`);
    await reached(one, 'landing');
    expect(statesOf(one)).toEqual(['lobby', 'landing']);
    await one.page.context().close();
  });

  test('is not followed by one that it does not allow: what people write is not the page’s word', async () => {
    const one = await watched({
      in_meeting: { all: [{ css: '#in' }], next: ['removed'] },
      ended: { all: [{ text: 'The meeting has ended' }] },
      removed: { all: [{ text: 'You have been removed' }] },
    });
    await one.page.evaluate(`document.body.innerHTML = '<p id="in">x</p><ul></ul>'`);
    await reached(one, 'in_meeting');
    await one.page.evaluate(`document.querySelector('ul').innerHTML = '<li>The meeting has ended?</li>'`);
    await one.page.evaluate(`document.querySelector('ul').innerHTML += '<li>You have been removed</li>'`);
    await reached(one, 'removed');
    expect(statesOf(one)).toEqual(['in_meeting', 'removed']);
    await one.page.context().close();
  });

  test('says what it waits for', async () => {
    const one = await watched({
      lobby: {
        all: [{ css: '#name' }],
        any: [{ text: 'Please wait' }, { role: 'heading', name: 'Lobby' }],
        none: [{ css: '#spinner' }],
      },
    });
    await one.page.evaluate(`document.body.innerHTML = '<p id="name">x</p><i id="spinner">.</i>'`);
    expect(await standings(one)).toContainEqual({
      state: 'lobby',
      holds: false,
      held: ['css #name'],
      missing: ['text /Please\\s+wait/i or role heading /Lobby/i', 'no css #spinner'],
    });
    await one.page.context().close();
  });

  test('is left behind with its document', async () => {
    const one = await watched({ lobby: { all: [{ css: '#lobby' }] } });
    await one.page.evaluate(`document.body.innerHTML = '<p id="lobby">x</p>'`);
    await reached(one, 'lobby');
    await one.page.goto(`${pages.origin}/empty?again`);
    await reached(one, 'unknown');
    await one.page.context().close();
  });
});
