import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JoinState } from '../../src/model/join-state.js';
import type { Marker, PlatformProfile, StateRule } from '../../src/platform/profile.js';
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

function profileOf(states: Partial<Record<Exclude<JoinState, 'unknown'>, StateRule>>): PlatformProfile {
  return {
    name: 'marked',
    match: { hosting: 'self-hosted', links: [/./] },
    states: { in_meeting: { all: [{ css: '#in' }] }, ...states },
    actions: { join: [] },
  };
}

/** A page with nothing in it, watched by these rules. */
async function watched(
  states: Partial<Record<Exclude<JoinState, 'unknown'>, StateRule>>,
  address = '/empty',
): Promise<Guest> {
  const one = await newGuest(browser, profileOf(states), { link: pages.origin });
  await one.page.goto(pages.origin + address);
  return one;
}

function reached({ observer }: Guest, state: JoinState): Promise<JoinState> {
  return observer.until((now) => now === state, AbortSignal.timeout(20_000));
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

  test('is left behind with its document', async () => {
    const one = await watched({ lobby: { all: [{ css: '#lobby' }] } });
    await one.page.evaluate(`document.body.innerHTML = '<p id="lobby">x</p>'`);
    await reached(one, 'lobby');
    await one.page.goto(`${pages.origin}/empty?again`);
    await reached(one, 'unknown');
    await one.page.context().close();
  });
});
