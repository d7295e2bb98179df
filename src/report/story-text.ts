/** A participant's story in lines for a terminal. Foreign text is made inert. */
import type { JoinStory, StoryEvent } from '../metrics/join-story.js';
import type { RuleStanding } from '../model/line.js';
import { inert, redactUrls } from '../shared/redact.js';
import { formatMs, words } from './format.js';
import { adviceOn, outcomeWords } from './outcome-words.js';

/** @param screenshot where its picture is, for the reader */
export function storyText(story: JoinStory, screenshot: string | undefined): readonly string[] {
  const { participant, platform, device, events, outcome, nearest } = story;
  const advice = adviceOn(outcome);
  const lines = [
    `${participant} on ${platform}, ${device}: ${endText(story)}`,
    ...(advice === undefined ? [] : [`  ${advice}`]),
    '',
    ...events.flatMap((event) => rows(event)),
    ...(outcome === undefined ? [] : [row(story.ended_ms, outcomeWords(outcome))]),
    ...nearestText(nearest),
    ...(screenshot === undefined ? [] : ['', `Screenshot: ${screenshot}`]),
  ];
  return lines.map((line) => inert(line, 1_000));
}

function endText({ outcome, ended_ms: ended }: JoinStory): string {
  if (outcome === undefined) return 'no end, the recording breaks off before';
  const detail = 'detail' in outcome ? ` (${redactUrls(outcome.detail)})` : '';
  return `${outcomeWords(outcome)} after ${formatMs(ended)}${detail}`;
}

function rows(event: StoryEvent): readonly string[] {
  const at = event.at_ms;
  switch (event.kind) {
    case 'moment':
      return [row(at, momentWords[event.name] ?? words(event.name))];
    case 'state': {
      const proof = event.proof === undefined ? '' : `  ${redactUrls(event.proof)}`;
      const where = event.frame === undefined ? '' : `  in the frame ${redactUrls(event.frame)}`;
      return [row(at, `state ${event.state.padEnd(12)}${proof}${where}`.trimEnd())];
    }
    case 'did': {
      const end =
        event.error === undefined ? `${event.action} is done` : `${event.action} ended: ${redactUrls(event.error)}`;
      return [row(at, end), ...event.steps.map((step) => row(undefined, `  did ${redactUrls(step)}`))];
    }
    case 'note':
      return [row(at, `note: ${redactUrls(event.text)}`)];
    case 'page':
      return [row(at, `page ${words(event.value)}`)];
  }
}

const momentWords: Readonly<Record<string, string>> = {
  link_opened: 'the link is opened',
  page_ready: 'the page is ready',
  join_pressed: 'Join is pressed',
  in_meeting: 'in the meeting',
};

function row(at: number | undefined, text: string): string {
  return `  ${(at === undefined ? '' : formatMs(at)).padStart(10)}  ${text}`;
}

/** `nearest to in meeting: missing live remote video track`; `undefined`: nothing came near. */
export function nearestClause(rules: readonly RuleStanding[]): string | undefined {
  const near = rules.find(({ missing }) => missing.length > 0);
  return near && `Nearest to ${words(near.state)}: missing ${list(near.missing)}`;
}

function nearestText(nearest: readonly RuleStanding[]): readonly string[] {
  if (nearest.length === 0) return [];
  return [
    '',
    'At its end the page',
    ...nearest.flatMap(({ state, rule, held, missing, frame }) => {
      const which = `${state}${rule > 1 ? ` (rule ${rule})` : ''}${frame === undefined ? '' : ` in the frame ${redactUrls(frame)}`}`;
      if (missing.length === 0) return [`  proves ${which}: ${list(held)}`];
      return [
        `  ${held.length > 0 ? 'is near' : 'has nothing of'} ${which}`,
        ...(held.length > 0 ? [`    holds:   ${list(held)}`] : []),
        `    missing: ${list(missing)}`,
      ];
    }),
  ];
}

function list(markers: readonly string[]): string {
  return markers.map((marker) => redactUrls(marker)).join('; ');
}
