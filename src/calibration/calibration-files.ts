/**
 * What a calibration leaves: `<platform>.rollcall.ts`, and beside it `<platform>.calibration/` with the screens that it was made
 * from: `screens.json`, from which the choices can be made again without the page, and one text for people a screen.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PlatformChanges } from '../platform/extend-platform.js';
import type { PlatformProfile } from '../platform/profile.js';
import { HarnessError, messageOf } from '../shared/errors.js';
import { calibrationSchema, type SavedCalibration, type Screen } from './calibration-schema.js';
import { answersFor } from './override.js';
import { typescriptText } from './typescript-text.js';

export interface CalibrationFiles {
  readonly override: string;
  readonly folder: string;
}

export interface Proof {
  readonly joined: number;
  readonly of: number;
  /** One for each join that failed: why. */
  readonly sentences: readonly string[];
}

/** @param out absolute */
export function calibrationFilesIn(out: string, platform: string): CalibrationFiles {
  return { override: path.join(out, `${platform}.rollcall.ts`), folder: path.join(out, `${platform}.calibration`) };
}

/** What was found by a person must not be lost to the next who tries. @throws HarnessError `bad_configuration` */
export function refuseToOverwrite({ override, folder }: CalibrationFiles): void {
  if (!existsSync(override) && !existsSync(folder)) return;
  const found = `${path.basename(existsSync(override) ? override : folder)}, which is there already`;
  throw new HarnessError('bad_configuration', 'A calibration of this platform is there already.', {
    problems: [{ place: '--out', found, expected: 'a folder without one' }],
    hint: `Go on with it: --from ${path.relative(process.cwd(), folder)}, or move it away.`,
  });
}

/** @throws HarnessError `bad_configuration` */
export async function readCalibration(folder: string): Promise<SavedCalibration> {
  const file = path.join(folder, 'screens.json');
  const refuse = (found: string): HarnessError =>
    new HarnessError('bad_configuration', `${folder} has no screens of a calibration.`, {
      problems: [{ place: '--from', found, expected: 'a folder that rollcall calibrate has written' }],
    });
  let json: unknown;
  try {
    json = JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw refuse(messageOf(cause));
  }
  const parsed = calibrationSchema.safeParse(json);
  if (!parsed.success) throw refuse(`${parsed.error.issues[0]?.path.join('.') ?? 'screens.json'}: not as written`);
  return parsed.data;
}

/** @throws HarnessError `environment` when the disk does not take them. */
export async function writeCalibration(
  { override, folder }: CalibrationFiles,
  calibration: SavedCalibration,
  text: string | undefined,
): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'screens.json'), `${JSON.stringify(calibration, undefined, 1)}\n`);
    for (const screen of calibration.screens) {
      await writeFile(path.join(folder, `screen-${screen.number}.txt`), screenText(calibration, screen));
    }
    if (text !== undefined) await writeFile(override, text);
  } catch (cause) {
    throw new HarnessError('environment', `The calibration was not written: ${messageOf(cause)}`, { cause });
  }
}

/** The whole file. */
export function overrideText(
  profile: PlatformProfile,
  { platform, host, screens }: SavedCalibration,
  changes: PlatformChanges,
  proof: Proof | undefined,
): string {
  const day = screens.at(-1)?.takenAt.slice(0, 10) ?? '';
  const proved =
    proof === undefined
      ? 'Not proved yet: no join was tried with it.'
      : `Tried: ${proof.joined} of ${proof.of} joins went in.`;
  return [
    '/**',
    ` * ${profile.title ?? platform} as it was seen on ${host} on ${day}, by \`rollcall calibrate\`. ${proved}`,
    ` * The screens that it was made from are in ${platform}.calibration/.`,
    ' *',
    ` *     rollcall run --platform ${platform}.rollcall.ts --meeting <invitation>`,
    ' */',
    "import { extendPlatform } from 'rollcall';",
    '',
    `export default extendPlatform('${platform}', ${typescriptText(changes, 0, columnsBefore(platform))});`,
    '',
  ].join('\n');
}

/** With the `);` at the end. */
function columnsBefore(platform: string): number {
  return `export default extendPlatform('${platform}', `.length + 2;
}

/** The screen as a person reads it: what it is, what it says, what can be pressed. */
function screenText(calibration: SavedCalibration, screen: Screen): string {
  const { state } = answersFor(calibration, screen.number);
  const { opinion } = screen;
  const detail = opinion.detail === undefined ? '' : ` (${opinion.detail})`;
  const frames = screen.frames.flatMap(({ frame, address, title, elements, lines, connections }) => [
    '',
    `${frame === undefined ? 'page' : `frame ${frame}`} ${address}${title === '' ? '' : `  "${title}"`}`,
    ...elements.map(
      ({ tag, role, name, text, disabled, inDialog }) =>
        `  ${inDialog === true ? 'in a dialog: ' : ''}${role ?? tag}${named(name ?? text)}${disabled === true ? ' (disabled)' : ''}`,
    ),
    ...lines.map((line) => `  | ${line}`),
    ...(connections.length === 0 ? [] : [`  connections: ${connections.join(', ')}`]),
  ]);
  return [
    `screen ${screen.number}, ${screen.takenAt}`,
    `the profile takes it for ${opinion.state}${detail}`,
    `a person says it is ${state ?? 'just that'}`,
    ...frames,
    '',
  ].join('\n');
}

function named(text: string | undefined): string {
  return text === undefined ? '' : ` "${text}"`;
}
