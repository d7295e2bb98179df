import { Script } from 'node:vm';
import { expect, test } from 'vitest';
import { platformPageScript } from '../../../src/platform/platform-page-script.js';
import type { PlatformProfile } from '../../../src/platform/profile.js';

const profile: PlatformProfile = {
  name: 'ours',
  match: { hosting: 'vendor', links: [/./] },
  states: {
    lobby: { all: [{ text: '</script><b>' }] },
    in_meeting: { any: [{ script: 'app.joined // yes' }, { script: "app.state === 'in'" }] },
    full: { all: [{ css: '.full' }] },
  },
  actions: { join: [] },
};

test('is one script that parses, with the rules in the order in which they are tried', () => {
  const script = platformPageScript(profile);
  expect(() => new Script(script)).not.toThrow();
  const order = [...script.matchAll(/"state":"(\w+)"/g)].map((match) => match[1]);
  expect(order).toEqual(['full', 'in_meeting', 'lobby']);
});

test('holds script markers as functions and no tag that could end it', () => {
  const script = platformPageScript(profile);
  expect(script).toContain("scripts: [() => (app.joined // yes\n), () => (app.state === 'in'\n)]");
  expect(script).not.toContain('</script>');
});
