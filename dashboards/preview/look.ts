/** Colours, and words for codes. */
import type { PanelModel } from '../grafana/model.js';

export const colors = ['#3274d9', '#e0a10b', '#37872d', '#a352cc', '#d44a3a', '#1f9e9e', '#8a6d3b', '#777777'] as const;

/** Grafana's names of colours. */
export const named: Readonly<Record<string, string>> = {
  green: '#2e8b3d',
  red: '#c4162a',
  orange: '#d9730d',
  purple: '#8f3bb8',
  blue: '#3274d9',
  text: '#222222',
};

interface Word {
  readonly text: string;
  readonly color: string;
}

type Mappings = PanelModel['fieldConfig']['defaults']['mappings'];

export function wordsIn(mappings: Mappings): ReadonlyMap<string, Word> {
  return new Map(
    (mappings ?? []).flatMap(({ options }) =>
      Object.entries(options).map(([code, { text, color }]) => [code, { text, color: named[color] ?? color }] as const),
    ),
  );
}

export function wordsOf({ fieldConfig }: PanelModel): ReadonlyMap<string, Word> {
  return wordsIn(fieldConfig.defaults.mappings);
}

type Thresholds = PanelModel['fieldConfig']['defaults']['thresholds'];

export function colorAt(value: number, thresholds: Thresholds): string {
  const step = thresholds?.steps.findLast(({ value: from }) => from === null || value >= from);
  return named[step?.color ?? 'text'] ?? '#222222';
}
