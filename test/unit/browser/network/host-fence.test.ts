import { describe, expect, it } from 'vitest';
import { bypassOf, gateOf } from '../../../../src/browser/network/host-fence.js';

describe('the gate', () => {
  const refused: string[] = [];
  const isAllowed = gateOf({
    hosts: ['meet.example.com', '*.own.example', '[fd00::1]'],
    onRefused: (host) => refused.push(host),
  });

  it.each([
    'localhost',
    'a.localhost',
    '127.0.0.1',
    '127.9.9.9',
    '0:0:0:0:0:0:0:1',
    'meet.example.com',
    'MEET.example.com',
    'sfu.own.example',
    'fd00:0:0:0:0:0:0:1',
  ])('lets %s through', (host) => {
    expect(isAllowed(host)).toBe(true);
  });

  it('keeps from everything else, and tells of each host once', () => {
    refused.length = 0;
    const strangers = [
      'vendor.example',
      'own.example',
      'evil-own.example',
      '10.0.0.1',
      '169.254.169.254',
      'not a host',
    ];
    for (const host of [...strangers, ...strangers]) expect(isAllowed(host)).toBe(false);
    expect(refused).toEqual(strangers);
  });
});

it('what need not go through the proxy is this machine and the hosts, not every link-local address', () => {
  expect(bypassOf({ hosts: ['meet.example.com'], onRefused: () => undefined }).split(',')).toEqual([
    '<-loopback>',
    'localhost',
    '*.localhost',
    '127.0.0.0/8',
    '[::1]',
    'meet.example.com',
  ]);
});
