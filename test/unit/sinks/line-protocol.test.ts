import { describe, expect, it } from 'vitest';
import { lineOf } from '../../../src/sinks/influxdb/line-protocol.js';

const point = { measurement: 'meet_state', tags: {}, fields: { participants: 4 }, at: 1_795_730_995_454 } as const;

describe('a point as line protocol', () => {
  it('has tags and fields in their order, and its time in milliseconds', () => {
    const tags = { state: 'in', network: '4g' };
    expect(lineOf({ ...point, tags, fields: { participants: 4, other: 0.5 } })).toBe(
      'meet_state,network=4g,state=in other=0.5,participants=4 1795730995454',
    );
  });

  it.each([
    ['a b', 'a\\ b'],
    ['rate>=0.99', 'rate>\\=0.99'],
    ['x,y', 'x\\,y'],
    ['', 'none'],
    [' \t', 'none'],
    ['two\nlines', 'two\\ lines'],
    ['ends with \\', 'ends\\ with\\ /'],
    ['會議', '會議'],
    ['"quoted"', '"quoted"'],
  ])('writes the tag %j as %s', (value, written) => {
    expect(lineOf({ ...point, tags: { state: value } })).toBe(
      `meet_state,state=${written} participants=4 1795730995454`,
    );
  });

  it.each([
    ['plain', '"plain"'],
    ['say "no"\\', '"say \\"no\\"\\\\"'],
    ['two\r\nlines', '"two lines"'],
  ])('writes the text %j as %s', (value, written) => {
    expect(lineOf({ ...point, fields: { text: value } })).toBe(`meet_state text=${written} 1795730995454`);
  });

  it.each([
    [1e21, '1e+21'],
    [-0.1, '-0.1'],
    [0, '0'],
  ])('writes the number %d as %s', (value, written) => {
    expect(lineOf({ ...point, fields: { n: value } })).toBe(`meet_state n=${written} 1795730995454`);
  });
});
