import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePageMessage } from '../../../src/probe/page-message.js';

const message = (entries: unknown, rest: object = {}): string =>
  JSON.stringify({ d: 'abc12', s: 100, x: 0, e: entries, ...rest });
const one = (entry: unknown): unknown => parsePageMessage(message([entry]))?.entries[0];

describe('parsePageMessage', () => {
  it.each([
    { at: 1, type: 'moment', name: 'first_frame', kind: 'video', track: 't' },
    { at: 1, type: 'moment', name: 'in_meeting' },
    { at: 1, type: 'state', of: 'join', value: 'lobby', detail: 'rule 3', document: 'abc12' },
    { at: 1, type: 'state', of: 'dtls', id: 'abc12.1', value: 'connected' },
    { at: 1, type: 'state', of: 'document', id: 'abc12', value: 'new', url: 'http://a/b', main: true },
    { at: 1, type: 'state', of: 'remote_track', id: 't', kind: 'audio', value: 'muted' },
    { at: 1, type: 'state', of: 'socket', id: 'abc12.s1', value: 'open' },
    { at: 1, type: 'packets', event: 'stopped', pc: 'abc12.1', id: 'IT', kind: 'audio', last_packet: -3 },
    { at: 1, type: 'evidence', kind: 'note', text: 'x' },
    { at: 1, type: 'stats', document: 'abc12', full: false, pcs: { 'abc12.1': { IT: { a: 1 }, C: null } } },
    { at: 1, type: 'stats', document: 'abc12', full: false, late_ms: 140, pcs: {} },
    { at: 1, type: 'stats', document: 'abc12', full: false, late_ms: 140, stalled_ms: 0, pcs: {} },
  ])('keeps $type $name$of', (entry) => {
    expect(one(entry)).toEqual(entry);
  });

  it.each([
    ['a moment that only the host can know', { type: 'moment', name: 'link_opened' }],
    ['a moment that is none', { type: 'moment', name: 'usable' }],
    ['a join state that no profile has', { type: 'state', of: 'join', value: 'free_beer' }],
    ['the death of the page', { type: 'state', of: 'page', value: 'crashed' }],
    ['an outcome', { type: 'outcome', outcome: 'completed' }],
    ['stats that are no stats', { type: 'stats', pcs: { a: { b: 3 } } }],
    ['packets without a time', { type: 'packets', event: 'stopped', pc: '1', id: 'a', kind: 'audio' }],
    ['something else', 7],
  ])('refuses %s, and counts it', (_what, entry) => {
    expect(parsePageMessage(message([entry]))).toMatchObject({ entries: [], refused: 1 });
  });

  it('takes no file, no unknown field and no endless text from a page', () => {
    const entry = {
      at: 1,
      type: 'evidence',
      kind: 'trace',
      file: '../../etc/passwd',
      p: 'other',
      text: 'x'.repeat(9_999),
    };
    expect(one(entry)).toEqual({ at: 1, type: 'evidence', kind: 'note', text: 'x'.repeat(2_000) });
  });

  it('lets nothing be seen later than it was sent', () => {
    expect(one({ at: 5_000, type: 'moment', name: 'in_meeting' })).toMatchObject({ at: 100 });
    expect(one({ at: null, type: 'moment', name: 'in_meeting' })).toMatchObject({ at: 100 });
  });

  it.each([
    ['no JSON', '{'],
    ['no message', '[]'],
    ['a document with a strange name', message([], { d: '../x' })],
    ['no time', message([], { s: null })],
    ['no entries', message(3)],
    ['endless', message(['x'.repeat(5_000_000)])],
  ])('is undefined when it is %s', (_what, text) => {
    expect(parsePageMessage(text)).toBeUndefined();
  });

  it('never throws, whatever a page sends', () => {
    fc.assert(
      fc.property(fc.json(), fc.jsonValue(), (text, value) => {
        parsePageMessage(text);
        parsePageMessage(message([value]));
        parsePageMessage(message([{ type: 'stats', pcs: value }]));
      }),
    );
  });
});
