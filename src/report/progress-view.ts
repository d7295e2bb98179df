/** Progress → lines of text for a terminal that is `width` columns wide. Pure: the same progress gives the same lines. */
import type { DeviceClass } from '../model/device.js';
import { inert } from '../shared/redact.js';
import { classWords, formatLimit, formatMs, plural } from './format.js';
import type { News, Progress, Whereabouts } from './progress.js';
import { fitText, padText } from './text-width.js';

/** A part of picocolors, so that a pipe gets plain text. */
export interface Colours {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
}

const places: readonly Whereabouts[] = ['waiting', 'joining', 'in', 'left', 'failed'];
const shownNews = 4;

/** The picture that is painted again and again. `now` is on the recording's clock. */
export function progressView(progress: Progress, now: number, width: number, colours: Colours): readonly string[] {
  const { plan } = progress;
  const head = inert(`${plan.runName} on ${plan.platform}`);
  const clock = fitText(clockWords(progress, now), width - 10);
  const lines = [
    colours.bold(fitText(head, width - clock.length - 2)) + colours.dim(`  ${clock}`),
    `  ${bar(progress, Math.min(width - 4, 60), colours)}`,
    `  ${placeWords(progress, width - 2, colours)}`,
    ...(['mobile', 'desktop'] as const).flatMap((device) => {
      const text = joinWords(progress, device);
      return text === undefined ? [] : [`  ${fitText(text, width - 2)}`];
    }),
  ];
  for (const news of progress.news.slice(-shownNews))
    lines.push(`  ${colours.red(fitText(newsLine(news), width - 2))}`);
  const earlier = progress.newsCount - Math.min(progress.news.length, shownNews);
  if (earlier > 0) lines.push(colours.dim(`  and ${earlier} before`));
  return lines;
}

/** The same in one line, for a pipe or a log. */
export function progressLine(progress: Progress, now: number): string {
  const joins = (['mobile', 'desktop'] as const).flatMap((device) => joinWords(progress, device) ?? []);
  return [`${clockWords(progress, now)}:`, [countWords(progress).join(', '), ...joins].join('; ')].join(' ');
}

export function newsLine({ t, text }: News): string {
  return inert(`${formatMs(t)}: ${text}`);
}

function counts(progress: Progress): Record<Whereabouts, number> {
  const result = { waiting: 0, joining: 0, lobby: 0, in: 0, left: 0, failed: 0, interrupted: 0 };
  for (const { where } of progress.people.values()) result[where]++;
  const notYet = (progress.plan.planned ?? 0) - progress.people.size - progress.droppedIterations;
  result.waiting += Math.max(0, notYet);
  result.joining += result.lobby;
  return result;
}

function countWords(progress: Progress): readonly string[] {
  const all = counts(progress);
  const parts = places.map((place) => {
    const lobby = place === 'joining' && all.lobby > 0 ? ` (${all.lobby} in the waiting room)` : '';
    return `${all[place]} ${place}${lobby}`;
  });
  if (all.interrupted > 0) parts.push(`${all.interrupted} interrupted`);
  if (progress.droppedIterations > 0) parts.push(`${progress.droppedIterations} could not start`);
  return parts;
}

function placeWords(progress: Progress, width: number, colours: Colours): string {
  const parts = countWords(progress);
  const text = fitText(parts.join('   '), width);
  const failed = `${counts(progress).failed} failed`;
  return counts(progress).failed > 0 ? text.replace(failed, colours.red(failed)) : text;
}

/** Everybody as one bar: left, in, joining, failed, and those who wait. */
function bar(progress: Progress, width: number, colours: Colours): string {
  const all = counts(progress);
  const parts = [
    [all.left + all.interrupted, '█', colours.dim],
    [all.in, '█', colours.green],
    [all.joining, '▒', colours.yellow],
    [all.failed, '█', colours.red],
    [all.waiting, '░', colours.dim],
  ] as const;
  const total = parts.reduce((sum, [count]) => sum + count, 0);
  if (total === 0 || width <= 0) return '';
  let before = 0;
  let drawn = 0;
  return parts
    .map(([count, char, colour]) => {
      before += count;
      const end = Math.round((before / total) * width);
      const text = char.repeat(end - drawn);
      drawn = end;
      return text === '' ? '' : colour(text);
    })
    .join('');
}

function joinWords(progress: Progress, device: DeviceClass): string | undefined {
  const times = progress.joinTimes[device];
  if (times.length === 0) return undefined;
  const { targetMs } = progress.plan;
  const sorted = [...times].sort((a, b) => a - b);
  const within = sorted.filter((time) => time <= targetMs).length;
  const middle = sorted[Math.floor((sorted.length - 1) / 2)];
  return `${padText(classWords[device], 8)}${within} of ${plural(times.length, 'join')} within ${formatLimit(targetMs)}, half by ${formatMs(middle)}, slowest ${formatMs(sorted.at(-1))}`;
}

function clockWords({ plan: { expectedMs } }: Progress, now: number): string {
  if (expectedMs === undefined) return stopwatch(now);
  const left = expectedMs - now;
  return left > 0 ? `${stopwatch(now)}, about ${stopwatch(left + 999)} left` : `${stopwatch(now)}, longer than planned`;
}

/** `0:07`, `12:40`, `1:02:03`. */
function stopwatch(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const [h, m, s] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (part: number): string => String(part).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
