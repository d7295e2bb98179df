import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { html } from '../../../src/report/html.js';

describe('html', () => {
  it('escapes text, and leaves what it made itself', () => {
    const inner = html`<b>${'a & b'}</b>`;
    expect(html`<p title="${'"x" onload=\'y\''}">${inner}${'<script>'}</p>`.text).toBe(
      '<p title="&quot;x&quot; onload=&#39;y&#39;"><b>a &amp; b</b></p>'.replace('</p>', '&lt;script&gt;</p>'),
    );
  });

  it('leaves nothing behind for what is absent, and joins lists', () => {
    expect(html`${undefined}${null}${false}${[1, html`<i></i>`, 'b']}${Number.NaN}`.text).toBe('1<i></i>b');
  });

  it('takes direction overrides and control characters out, and cuts what is endless', () => {
    expect(html`${'a\u202etxt.exe\u0007'}`.text).toBe('a txt.exe ');
    expect(html`${'x'.repeat(10_000)}`.text.length).toBeLessThan(2_001);
  });

  it('never lets a text open a tag or leave an attribute', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0xffff })), (codes) => {
        expect(html`${String.fromCharCode(...codes, 60, 39)}`.text).not.toMatch(/[<>"'`]/);
      }),
    );
  });
});
