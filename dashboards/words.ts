/** Codes of `schema.ts` in words and colours, the same on every dashboard. */
import { MappingType, type ValueMapping } from '@grafana/grafana-foundation-sdk/dashboard';

export type Words = readonly { readonly code: number; readonly text: string; readonly color: string }[];

export const verdictWords: Words = [
  { code: 0, text: 'pass', color: 'green' },
  { code: 1, text: 'fail', color: 'red' },
  { code: 2, text: 'inconclusive', color: 'orange' },
  { code: 3, text: 'invalid', color: 'purple' },
];

export const resultWords: Words = verdictWords.slice(0, 3);

export const levelWords: Words = [
  { code: 0, text: 'healthy', color: 'green' },
  { code: 1, text: 'strained', color: 'orange' },
  { code: 2, text: 'saturated', color: 'red' },
];

export const yesNoWords: Words = [
  { code: 0, text: 'no', color: 'orange' },
  { code: 1, text: 'yes', color: 'green' },
];

export const droppedWords: Words = [
  { code: 0, text: 'no', color: 'text' },
  { code: 1, text: 'dropped', color: 'red' },
];

export function mappingOf(words: Words): ValueMapping {
  return {
    type: MappingType.ValueToText,
    options: Object.fromEntries(words.map(({ code, text, color }, index) => [String(code), { text, color, index }])),
  };
}
