/** Which links the shipped profiles take, refuse or leave to the user, and what address each comes to. */
import { describe, expect, test } from 'vitest';
import { linkFor } from '../../../../src/platform/link-for.js';
import { readInvitation } from '../../../../src/platform/invitation/read-invitation.js';
import { invitationProblem } from '../../../../src/platform/invitation/tell-invitation.js';
import type { PlatformProfile } from '../../../../src/platform/profile.js';
import { platformProfiles } from '../../../../src/platform/profiles/index.js';

function named(name: string): PlatformProfile {
  return platformProfiles.find((profile) => profile.name === name)!;
}

function matched(link: string, platform?: string) {
  const reading = readInvitation(link, { profiles: platformProfiles, platform });
  if (reading.kind === 'meeting') return { profile: reading.profile };
  return { problem: invitationProblem(reading, link, 'meeting', platformProfiles) };
}

const vendorLinks = [
  ['teams', 'https://teams.microsoft.com/l/meetup-join/19%3ameeting_x%40thread.v2/0?context=%7b%22Tid%22%3a%221%22%7d'],
  ['teams', 'https://teams.microsoft.com/meet/2345678901234?p=aBcD'],
  ['teams', 'https://teams.live.com/meet/9312345678901?p=x'],
  ['teams', 'https://teams.microsoft.us/dl/launcher/launcher.html?url=%2F_%23%2Fl%2Fmeetup-join%2F19&anon=true'],
  ['teams', 'https://teams.cloud.microsoft/light-meetings/launch?agent=web&coords=eyJ9'],
  ['teams', 'https://teams.microsoft.com/v2/?meetingjoin=true#/l/meetup-join/19'],
  ['zoom', 'https://zoom.us/j/12345678901?pwd=abc'],
  ['zoom', 'https://us02web.zoom.us/w/123456789?tk=x'],
  ['zoom', 'https://acme.zoom.com/s/1234567890'],
  ['zoom', 'https://app.zoom.us/wc/1234567890/join?pwd=x'],
  ['zoom', 'https://zoom.us/my/ada.wong'],
  ['zoom', 'https://acme.zoomgov.com/j/1612345678'],
  ['google-meet', 'https://meet.google.com/abc-defg-hij'],
  ['google-meet', 'https://meet.google.com/abc-defg-hij?authuser=0'],
  ['google-meet', 'https://meet.google.com/lookup/abcdef'],
  ['webex', 'https://acme.webex.com/meet/ada.wong'],
  ['webex', 'https://acme.webex.com/acme/j.php?MTID=m123'],
  ['webex', 'https://acme.webex.com/webappng/sites/acme/meeting/info/123'],
  ['webex', 'https://acme.webex.com/wbxmjs/joinservice/sites/acme/meeting/download/1'],
  ['webex', 'https://signin.webex.com/join/'],
  ['feishu', 'https://vc.feishu.cn/j/123456789'],
  ['feishu', 'https://vc.larksuite.com/j/123456789'],
  ['feishu', 'https://meetings.feishu.cn/s/abc123'],
  ['jitsi', 'https://meet.jit.si/MondayPeak'],
  ['jitsi', 'https://8x8.vc/vpaas-magic-cookie-1/MondayPeak'],
] as const;

const ownServerLinks = [
  ['livekit-meet', 'https://livekit.example/rooms/peak?codec=h264'],
  ['livekit-meet', 'https://livekit.example/custom/?liveKitUrl=wss://sfu.example&token=x'],
  ['bigbluebutton', 'https://bbb.example/bigbluebutton/api/join?fullName=A&meetingID=m&checksum=00'],
  ['galene', 'https://galene.example:8443/group/peak/?token=x'],
  ['nextcloud-talk', 'https://cloud.example/call/a1b2c3d4'],
  ['nextcloud-talk', 'https://cloud.example/index.php/call/a1b2c3d4'],
  ['element-call', 'https://call.example/room/#/peak?roomId=!x:example&password=y'],
  ['mirotalk-sfu', 'https://sfu.example/join?room=peak&notify=0'],
  ['mirotalk-sfu', 'https://sfu.example/join/peak'],
] as const;

describe('a link of a vendor', () => {
  test.each(vendorLinks)('%s: %s', (name, link) => {
    const vendors = platformProfiles.filter(
      ({ match }) => match.hosting === 'vendor' && match.links.some((pattern) => pattern.test(link)),
    );
    expect(vendors.map((profile) => profile.name)).toEqual([name]);
    expect(matched(link).profile?.name).toBe(name);
  });

  test.each([
    'https://meet.google.com.evil.example/abc-defg-hij',
    'https://evil.example/https://zoom.us/j/1234567890',
    'https://notzoom.us/j/1234567890',
    'https://teams.microsoft.com.evil.example/meet/2345678901234',
    'https://evilwebex.com/meet/ada',
    'http://zoom.us/j/1234567890',
  ])('is not %s', (link) => {
    const vendors = platformProfiles.filter(
      ({ match }) => match.hosting === 'vendor' && match.links.some((pattern) => pattern.test(link)),
    );
    expect(vendors).toEqual([]);
  });
});

describe('a link of software that anybody may host', () => {
  test.each(ownServerLinks)('%s: %s', (name, link) => {
    expect(matched(link).profile?.name).toBe(name);
  });

  test.each([
    ['https://x.example/group/call/a1b2c3d4', /may belong to several\): one of galene, nextcloud-talk$/],
    ['https://x.example/rooms/call/a1b2c3d4', /may belong to several\): one of livekit-meet, nextcloud-talk$/],
    ['https://x.example/group/x/videoroom.html', /may belong to several\): one of janus-videoroom, galene$/],
    ['https://jitsi.example/MondayPeak', /no platform knows this link\)/],
  ])('%s needs its platform named', (link, sentence) => {
    expect(matched(link).problem?.expected).toMatch(sentence);
  });

  test('is the named platform’s whatever its pattern says', () => {
    expect(matched('https://jitsi.example/MondayPeak', 'jitsi').profile?.name).toBe('jitsi');
  });

  test('is generic only when the user says so', () => {
    const links = [...vendorLinks, ...ownServerLinks].map(([, link]) => link);
    expect(links.filter((link) => named('generic').match.links.some((pattern) => pattern.test(link)))).toEqual([]);
    expect(matched('https://intranet.example/room', 'generic').profile?.name).toBe('generic');
  });
});

test.each([
  ['https://zoom.us/rec/share/abc?pwd=secret', /a recording/],
  ['https://meet.google.com/new', /makes a new meeting/],
  ['https://meet.google.com/', /own page, not a meeting/],
  ['https://meet.google.com/landing?hs=197', /own page, not a meeting/],
])('%s is refused by name', (link, reason) => {
  const { problem } = matched(link);
  expect(problem?.expected).toMatch(reason);
  expect(problem?.found).not.toContain('secret');
});

describe('the address that is opened', () => {
  test('of Zoom is the web client’s, with what the link held', () => {
    const address = (link: string) => linkFor(named('zoom'), link, 'desktop');
    expect(address('https://us02web.zoom.us/j/12345678901?pwd=abc.1#success')).toBe(
      'https://app.zoom.us/wc/12345678901/join?pwd=abc.1',
    );
    expect(address('https://zoom.us/j/123456789')).toBe('https://app.zoom.us/wc/123456789/join');
    // Governments have a service of their own; vanity names are no numbers.
    for (const link of ['https://acme.zoomgov.com/j/1612345678', 'https://zoom.us/my/ada.wong'])
      expect(address(link)).toBe(link);
  });

  test('of Google Meet asks for English', () => {
    expect(linkFor(named('google-meet'), 'https://meet.google.com/abc-defg-hij?authuser=0', 'desktop')).toBe(
      'https://meet.google.com/abc-defg-hij?authuser=0&hl=en',
    );
  });

  test('of Jitsi has its settings as JSON in the fragment, and no way to the app', () => {
    const { hash } = new URL(linkFor(named('jitsi'), 'https://jitsi.example/Peak', 'mobile', { name: 'Ada Wong' }));
    const settings = Object.fromEntries(
      hash
        .slice(1)
        .split('&')
        .map((part) => part.split('=')) as [string, string][],
    );
    const values = Object.entries(settings).map(([key, value]) => [
      key,
      JSON.parse(decodeURIComponent(value)) as unknown,
    ]);
    expect(Object.fromEntries(values)).toEqual({
      'config.defaultLanguage': 'en',
      'config.deeplinking.disabled': true,
      'config.disableDeepLinking': true,
      'config.toolbarConfig.alwaysVisible': true,
      'userInfo.displayName': 'Ada Wong',
    });
  });

  test('of BigBlueButton is signed anew for whoever has the secret, and left alone otherwise', () => {
    const link = `https://bbb.example/bigbluebutton/api/join?fullName=A&meetingID=m&checksum=${'0'.repeat(40)}`;
    expect(linkFor(named('bigbluebutton'), link, 'desktop', { name: 'P1' })).toBe(link);
    const signed = new URL(linkFor(named('bigbluebutton'), link, 'desktop', { name: 'P1', secret: 's3cret' }));
    expect(signed.searchParams.get('fullName')).toBe('P1');
    expect(signed.searchParams.get('checksum')).toMatch(/^(?!0{40})[0-9a-f]{40}$/);
  });

  test('of MiroTalk has the participant’s own name, since it takes none twice', () => {
    expect(
      linkFor(named('mirotalk-sfu'), 'https://sfu.example/join?room=peak&name=Ada', 'desktop', { name: 'P1' }),
    ).toBe('https://sfu.example/join?room=peak&name=P1');
  });
});

describe('a meeting number', () => {
  test.each([
    ['teams', '2345678901234'],
    ['zoom', '12345678901'],
    ['google-meet', 'abc-defg-hij'],
    ['feishu', '123456789'],
  ])('of %s becomes a link of that platform', (name, number) => {
    const { number: pattern, link = '' } = named(name).invitation!;
    expect(number).toMatch(pattern!);
    const filled = link.replace('{number}', number).replace('{passcode}', 'p1');
    expect(matched(filled).profile?.name).toBe(name);
  });
});
