import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calibrationFilesIn } from '../../../src/calibration/calibration-files.js';
import { serveLocally, type LocalServer } from '../../../src/calibration/local-server.js';
import { CalibrationSession } from '../../../src/calibration/session.js';
import { rehearsal } from '../../../src/platform/profiles/rehearsal.js';
import { makeCalibration, makeScreen } from '../../helpers/calibration-screens.js';

describe('the local page’s server', () => {
  let server: LocalServer;
  let session: CalibrationSession;
  beforeAll(async () => {
    session = new CalibrationSession({
      profile: rehearsal,
      saved: makeCalibration([makeScreen(), makeScreen({ number: 2 })]),
      files: calibrationFilesIn('/nowhere', 'rehearsal'),
      ...{ live: undefined, prove: undefined, say: () => undefined },
    });
    await session.begin();
    server = await serveLocally(session, 'A <platform>');
  });
  afterAll(() => server.close());

  const post = (body: string) => fetch(`${server.link}answer`, { method: 'POST', body });

  it('gives nothing to whoever does not know the token', async () => {
    const { origin } = new URL(server.link);
    for (const path of ['/', '/view', '/style.css', `/${'0'.repeat(32)}/`]) {
      expect((await fetch(origin + path)).status).toBe(404);
    }
  });

  it('gives nothing to a page of somebody else’s whose name leads here', async () => {
    const { port, pathname } = new URL(server.link);
    const status = await new Promise((resolve, reject) => {
      const asked = request(
        { host: '127.0.0.1', port, path: pathname, headers: { host: 'evil.example.com' } },
        (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        },
      );
      asked.on('error', reject);
      asked.end();
    });
    expect(status).toBe(404);
  });

  it('serves the page with a policy that lets nothing in from elsewhere', async () => {
    const page = await fetch(server.link);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(await page.text()).toContain('<title>Calibrate A platform></title>');
  });

  it('answers a wait for a newer version as soon as there is one', async () => {
    const { version } = session.view();
    const waiting = fetch(`${server.link}view?after=${version}`).then((response) => response.json());
    expect((await post('{"do":"show","screen":1}')).status).toBe(200);
    expect(await waiting).toMatchObject({ version: version + 1, screen: { number: 1 } });
  });

  it('refuses what is no answer', async () => {
    for (const body of [
      '{"do":"format"}',
      'not json',
      `{"do":"say","state":"${'x'.repeat(20_000)}"}`,
      '{"do":"look","more":1}',
    ]) {
      expect((await post(body)).status).toBe(400);
    }
  });
});
