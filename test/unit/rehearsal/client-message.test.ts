import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseClientMessage } from '../../../src/rehearsal/client-message.js';

describe('parseClientMessage', () => {
  it('reads what a client says', () => {
    expect(parseClientMessage('{"type":"join","name":"陳大文"}')).toEqual({ type: 'join', name: '陳大文' });
  });

  it.each([
    ['', 'no JSON'],
    ['null', 'null'],
    ['[]', 'an array'],
    ['{"type":"__proto__"}', 'an unknown type'],
    ['{"type":"join"}', 'a name missing'],
    [`{"type":"join","name":"${'x'.repeat(1_001)}"}`, 'a name without end'],
    [`{"type":"publish","id":1,"sdp":"${'x'.repeat(40_000)}"}`, 'a description without end'],
    ['{"type":"ping","id":1.5}', 'half a ping'],
    ['{"type":"truth","event":"entered","at":-1,"origin":0,"offset":0,"uncertainty":0}', 'a time before time'],
  ])('is undefined for %j (%s)', (text) => {
    expect(parseClientMessage(text)).toBeUndefined();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        parseClientMessage(text);
      }),
    );
  });
});
