/** `rollcall platforms explain`: from a recording, why a participant got in or did not. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { createStoryReducer, type StoryReducer } from '../metrics/join-story.js';
import { readRecording } from '../recording/read-recording.js';
import { badEnd } from '../report/outcome-words.js';
import { storyText } from '../report/story-text.js';
import { inertJson } from '../report/terminal.js';
import { HarnessError } from '../shared/errors.js';
import { nearestName } from '../shared/nearest-name.js';
import { inert } from '../shared/redact.js';

/** A terminal holds no more, and the report lists all. */
const mostListed = 40;

export function explainCommand(): Command {
  return new Command('explain')
    .description('tells of a participant of a run which state was proved by what, and what was missing')
    .argument('<recording>', 'the recording.jsonl of a run, or its folder')
    .argument('[participant]', 'whose; without one: a list of those who failed')
    .option('--json', 'print it as JSON')
    .addHelpText(
      'after',
      `
Examples:
  rollcall platforms explain results/<run>
  rollcall platforms explain results/<run>/recording.jsonl phones-3`,
    )
    .action(async (given: string, participant: string | undefined, { json }: { json?: true }) => {
      const recording = given.endsWith('.jsonl') ? given : path.join(given, 'recording.jsonl');
      const reducer = createStoryReducer(participant);
      for await (const line of readRecording(recording)) reducer.step(line);
      if (participant === undefined) tellFailed(reducer, json === true);
      else tellStory(reducer, participant, path.dirname(recording), json === true);
    });
}

/** @throws HarnessError `bad_configuration` when nobody of that name came. */
function tellStory({ story, everybody }: StoryReducer, participant: string, folder: string, json: boolean): void {
  if (story === undefined) throw nobodyOfThatName(participant, [...everybody.keys()]);
  const file = story.screenshot === undefined ? undefined : path.join(folder, story.screenshot);
  const screenshot = file !== undefined && existsSync(file) ? file : undefined;
  const { screenshot: _, ...told } = story;
  const whole = { ...told, ...(screenshot !== undefined && { screenshot }) };
  print(json ? inertJson(whole) : storyText(story, screenshot).join('\n'));
}

function nobodyOfThatName(participant: string, names: readonly string[]): HarnessError {
  const nearest = nearestName(participant, names);
  const shown = names.slice(0, 12).join(', ');
  return new HarnessError('bad_configuration', `Nobody in this recording is called ${inert(participant, 60)}.`, {
    hint: inert(
      nearest === undefined ? `There are ${shown}${names.length > 12 ? ', …' : ''}.` : `Did you mean ${nearest}?`,
      1_000,
    ),
  });
}

function tellFailed({ everybody }: StoryReducer, json: boolean): void {
  const failed = [...everybody].flatMap(([participant, outcome]) => {
    const end = badEnd(outcome);
    return end === undefined ? [] : [{ participant, end }];
  });
  if (json) {
    print(inertJson(failed));
    return;
  }
  const of = `${failed.length} of ${everybody.size} ended badly`;
  print(
    [
      failed.length === 0 ? 'Nobody ended badly.' : `${of}. Name one to see why:`,
      ...failed.slice(0, mostListed).map(({ participant, end }) => inert(`  ${participant.padEnd(16)} ${end}`)),
      ...(failed.length > mostListed ? [`  and ${failed.length - mostListed} more`] : []),
    ].join('\n'),
  );
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
