/**
 * A calibration under way: the screens that were seen, what a person said of them, and what comes next.
 *
 *     open ─► look ─► the person says what it is, and points ─► go on ─► look … ─► finish: write, then prove
 *
 * Without a live page (`--from` a folder alone) all but "go on" is the same: choices are made again, and the file is written anew.
 */
import type { JoinState } from '../model/join-state.js';
import { joinStates } from '../model/join-state.js';
import { extendPlatform } from '../platform/extend-platform.js';
import type { LocatorChoice, PlatformProfile } from '../platform/profile.js';
import { messageOf } from '../shared/errors.js';
import type { SavedCalibration, Screen, ScreenAnswers } from './calibration-schema.js';
import { overrideText, writeCalibration, type CalibrationFiles, type Proof } from './calibration-files.js';
import { fingerprintOf, type LivePage } from './live-page.js';
import { answersFor, changesFrom, markersFor, stateSaid } from './override.js';
import type { Answer, Said, View } from './page/protocol.js';
import { dismissPart, onwardPart, partsOf, stagesFor } from './parts.js';
import { proposeLocators } from './propose-locators.js';
import { shortened, viewOf, type FoundPart } from './view.js';

export interface SessionParts {
  /** The shipped profile that is corrected. */
  readonly profile: PlatformProfile;
  readonly saved: SavedCalibration;
  readonly files: CalibrationFiles;
  /** Absent: offline. */
  readonly live: LivePage | undefined;
  /** Joins with the written file; absent: there is no meeting to join. */
  readonly prove: ((file: string) => Promise<Proof>) | undefined;
  /** For the terminal. */
  readonly say: (sentence: string) => void;
}

const mostSaid = 6;
/** A page that does nothing after a press may only be slow: pressing Join twice is worse than waiting. */
const reactionMs = 5_000;
/** In a waiting room, or while the page is joining. */
const waitingMs = 30_000;

export class CalibrationSession {
  readonly #parts: SessionParts;
  readonly #pictures = new Map<number, Buffer>();
  readonly #waiting = new Set<() => void>();
  #calibration: SavedCalibration;
  #phase: View['phase'] = 'busy';
  #said: readonly Said[] = [];
  /** Number of the screen that is shown, and of the one that the page shows now. */
  #shown: number | undefined;
  #now: number | undefined;
  /** Parts that the profile finds on the page's present screen. */
  #found: Readonly<Record<string, FoundPart>> = {};
  #written: View['written'];
  #proof: Proof | undefined;
  #version = 1;
  #end: () => void = () => undefined;
  /** Resolves when the person has ended it. */
  readonly ended = new Promise<void>((resolve) => {
    this.#end = resolve;
  });

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.#calibration = parts.saved;
    this.#shown = parts.saved.screens.at(-1)?.number;
  }

  get proof(): Proof | undefined {
    return this.#proof;
  }

  get written(): string | undefined {
    return this.#written?.file;
  }

  async begin(): Promise<void> {
    if (this.#parts.live === undefined) this.#rest();
    else await this.#work(() => this.#open());
  }

  view(): View {
    const { profile, live } = this.#parts;
    return viewOf({
      ...{ profile: this.#profile, title: profile.title ?? profile.name, calibration: this.#calibration },
      ...{ version: this.#version, phase: this.#phase, said: this.#said, shown: this.#shown, now: this.#now },
      ...{ found: this.#found, pictures: new Set(this.#pictures.keys()), isLive: live !== undefined },
      ...{ written: this.#written, proof: this.#proof },
    });
  }

  picture(number: number): Buffer | undefined {
    return this.#pictures.get(number);
  }

  /** Resolves when there is a version after this one. */
  async after(version: number): Promise<void> {
    if (this.#version > version) return;
    await new Promise<void>((resolve) => this.#waiting.add(resolve));
  }

  /** Whoever waits for a newer version gets the present one. */
  wakeAll(): void {
    for (const wake of [...this.#waiting]) wake();
    this.#waiting.clear();
  }

  /** @returns false when it is not the person's turn. */
  answer(answer: Answer): boolean {
    if (this.#phase === 'busy' || this.#phase === 'proving') return false;
    switch (answer.do) {
      case 'show':
        if (this.#calibration.screens.some(({ number }) => number === answer.screen)) this.#shown = answer.screen;
        break;
      case 'end':
        this.#end();
        break;
      case 'mark':
        this.#mark(answer.marker, answer.used);
        break;
      case 'use':
        this.#use(answer.part, answer.way, answer.used);
        break;
      default:
        void this.#work(() => this.#do(answer));
        return true;
    }
    this.#changed();
    return true;
  }

  async #do(answer: Exclude<Answer, { do: 'show' | 'end' | 'mark' | 'use' }>): Promise<void> {
    switch (answer.do) {
      case 'say':
        this.#say(answer.state);
        await this.#findParts();
        return;
      case 'point':
        await this.#point(answer.part, answer.element ?? undefined);
        return;
      case 'point-at':
        await this.#pointAt(answer.part, answer.x, answer.y);
        return;
      case 'press':
        await this.#touch(answer.element, (live, choice) => live.press(choice));
        return;
      case 'type-name':
        await this.#touch(answer.element, (live, choice) => live.typeName(choice));
        return;
      case 'look':
        await this.#look();
        return;
      case 'again':
        await this.#open();
        return;
      case 'go-on':
        await this.#goOn();
        return;
      case 'finish':
        await this.#finish();
        return;
    }
  }

  /** The shipped profile with everything that was said so far. */
  get #profile(): PlatformProfile {
    const { profile } = this.#parts;
    return extendPlatform(profile.name, changesFrom(profile, this.#calibration));
  }

  get #screen(): Screen | undefined {
    return this.#calibration.screens.find(({ number }) => number === this.#shown);
  }

  async #open(): Promise<void> {
    this.#tell('The meeting is opened …');
    const problem = await this.#parts.live?.open(this.#profile);
    if (problem !== undefined) this.#tell(problem, true);
    await this.#look();
  }

  /** The same screen again takes the place of the one before. */
  async #look(): Promise<void> {
    const look = await this.#parts.live?.look();
    if (look === undefined) return;
    const { screens } = this.#calibration;
    const before = screens.find(({ number }) => number === this.#now);
    const isSame = before !== undefined && fingerprintOf(before) === fingerprintOf(look.screen);
    const number = isSame ? before.number : Math.max(0, ...screens.map((screen) => screen.number)) + 1;
    const others = screens.filter((screen) => screen.number !== number);
    const { host } = this.#calibration;
    this.#calibration = {
      ...this.#calibration,
      // Where it led, which is what was calibrated.
      host: host === '' ? hostOf(look.screen) : host,
      screens: [...others, { ...look.screen, number }],
    };
    if (look.picture !== undefined) this.#pictures.set(number, look.picture);
    this.#now = number;
    this.#shown = number;
    await this.#findParts();
  }

  /** What the profile, with the corrections so far, finds on the page's present screen. */
  async #findParts(): Promise<void> {
    const { live } = this.#parts;
    const screen = this.#screen;
    if (live === undefined || screen === undefined || screen.number !== this.#now) return;
    const profile = this.#profile;
    const found: Record<string, FoundPart> = {};
    for (const { part } of partsOf(profile, this.#stateOf(screen))) {
      const locator = profile.elements?.[part];
      const hit =
        locator === undefined ? undefined : await live.find(`@${part}`, profile.elements).catch(() => undefined);
      if (hit !== undefined) found[part] = { by: hit.by, element: hit.key };
    }
    this.#found = found;
  }

  #stateOf(screen: Screen): JoinState | undefined {
    const said = stateSaid(answersFor(this.#calibration, screen.number));
    return said ?? (screen.opinion.state === 'unknown' ? undefined : screen.opinion.state);
  }

  #say(wanted: string): void {
    const state = joinStates.find((candidate) => candidate === wanted);
    if (state === undefined) return;
    this.#change(({ markers: _, state: __, ...rest }) => (state === 'unknown' ? rest : { ...rest, state }));
  }

  async #point(part: string, element: string | undefined): Promise<void> {
    const screen = this.#screen;
    if (screen === undefined) return;
    if (element === undefined) {
      this.#change((answers) => ({
        ...answers,
        parts: Object.fromEntries(Object.entries(answers.parts).filter(([other]) => other !== part)),
      }));
      await this.#findParts();
      return;
    }
    const proposals = proposeLocators(element, screen);
    const ways: ScreenAnswers['parts'][string]['ways'] = [];
    for (const { choice } of proposals) {
      const checked = await this.#isChecked(screen, choice, element);
      // The page knows better than its description.
      if (checked !== false) ways.push({ choice, used: true, checked: checked === true });
    }
    if (ways.length === 0) {
      this.#tell('Nothing tells this element from others: point at something beside or around it.', true);
      return;
    }
    this.#change((answers) => ({ ...answers, parts: { ...answers.parts, [part]: { element, ways } } }));
    await this.#findParts();
  }

  async #isChecked(screen: Screen, choice: LocatorChoice, element: string): Promise<boolean | undefined> {
    if (this.#parts.live === undefined || screen.number !== this.#now) return undefined;
    return this.#parts.live.findsOnly(choice, element);
  }

  async #pointAt(part: string, x: number, y: number): Promise<void> {
    const element = await this.#parts.live?.elementAt(x, y);
    await this.#look();
    const isThere = this.#screen?.frames.some(({ elements }) => elements.some(({ key }) => key === element));
    if (element === undefined || isThere !== true) this.#tell('There is nothing at that place.', true);
    else await this.#point(part, element);
  }

  async #touch(
    element: string,
    work: (live: LivePage, choice: LocatorChoice) => Promise<string | undefined>,
  ): Promise<void> {
    const { live } = this.#parts;
    const screen = this.#screen;
    const [proposal] = screen === undefined ? [] : proposeLocators(element, screen);
    if (live === undefined || proposal === undefined) return;
    const problem = await work(live, proposal.choice);
    if (problem !== undefined) this.#tell(problem, true);
    await this.#look();
  }

  #mark(marker: string, used: boolean): void {
    const screen = this.#screen;
    if (screen === undefined) return;
    const before = markersFor(this.#calibration, screen).flatMap(({ key, used: is }) =>
      is && key !== marker ? [key] : [],
    );
    this.#change((answers) => ({ ...answers, markers: used ? [...before, marker] : before }));
  }

  #use(part: string, index: number, used: boolean): void {
    this.#change((answers) => {
      const chosen = answers.parts[part];
      if (chosen === undefined) return answers;
      const ways = chosen.ways.map((way, at) => (at === index ? { ...way, used } : way));
      return { ...answers, parts: { ...answers.parts, [part]: { ...chosen, ways } } };
    });
  }

  /** First what lies over the page, then what the profile does here, then what leads on. */
  async #goOn(): Promise<void> {
    const { live } = this.#parts;
    const screen = this.#screen;
    if (live === undefined || screen === undefined) return;
    const state = this.#stateOf(screen);
    const profile = this.#profile;
    const { parts } = answersFor(this.#calibration, screen.number);
    let patience = waitingMs;
    for (const part of [dismissPart, ...(state === undefined ? [] : [onwardPart(state)])]) {
      const way = parts[part]?.ways.find(({ used }) => used);
      if (way === undefined) continue;
      const problem = await live.press(way.choice);
      patience = reactionMs;
      this.#tell(problem ?? `${part === dismissPart ? 'Clicked away' : 'Pressed'}: ${part}`, problem !== undefined);
    }
    if (state !== undefined && state !== 'in_meeting' && stagesFor(this.#parts.profile, state).length > 0) {
      const { done, failure } = await live.act(profile, state);
      for (const step of done) this.#tell(shortened(step));
      patience = failure === undefined ? reactionMs : 0;
      if (failure !== undefined) this.#tell(failure, true);
    }
    await live.other(screen, patience);
    await this.#look();
  }

  async #finish(): Promise<void> {
    const { profile, files, prove, live } = this.#parts;
    const changes = changesFrom(profile, this.#calibration);
    if (Object.keys(changes).length === 0) {
      await writeCalibration(files, this.#calibration, undefined);
      this.#tell('Nothing differs from the profile: the screens are kept, and no file is needed.');
      return;
    }
    await this.#write(changes, undefined);
    if (prove === undefined) {
      this.#tell('Written. To prove it, calibrate with an invitation.');
      return;
    }
    const here = this.#calibration.screens.find(({ number }) => number === this.#now);
    if (here !== undefined && this.#stateOf(here) === 'in_meeting') await live?.leave(this.#profile);
    else await live?.close();
    this.#now = undefined;
    this.#phase = 'proving';
    this.#tell('Three joins with the new file, one after the other …');
    this.#proof = await prove(files.override);
    await this.#write(changes, this.#proof);
    const { joined, of } = this.#proof;
    this.#tell(`${joined} of ${of} joins went in.`, joined < of);
    for (const sentence of this.#proof.sentences) this.#tell(sentence, true);
  }

  async #write(changes: ReturnType<typeof changesFrom>, proof: Proof | undefined): Promise<void> {
    const { profile, files } = this.#parts;
    const text = overrideText(profile, this.#calibration, changes, proof);
    await writeCalibration(files, this.#calibration, text);
    this.#written = { file: files.override, text };
    this.#parts.say(`${files.override} is written.`);
  }

  #change(change: (answers: ScreenAnswers) => ScreenAnswers): void {
    const screen = this.#screen;
    if (screen === undefined) return;
    const { answers } = this.#calibration;
    const others = answers.filter((given) => given.screen !== screen.number);
    const changed = change(answersFor(this.#calibration, screen.number));
    this.#calibration = { ...this.#calibration, answers: [...others, changed] };
    // What was written and proved is no longer what was said.
    this.#proof = undefined;
  }

  async #work(work: () => Promise<void>): Promise<void> {
    this.#phase = 'busy';
    this.#changed();
    try {
      await work();
    } catch (thrown) {
      this.#tell(messageOf(thrown), true);
    }
    this.#rest();
  }

  #rest(): void {
    const { live } = this.#parts;
    this.#phase = this.#proof !== undefined ? 'done' : live === undefined ? 'offline' : 'asking';
    this.#changed();
  }

  #tell(text: string, bad = false): void {
    this.#said = [...this.#said, { text, bad }].slice(-mostSaid);
    this.#parts.say(text);
    this.#changed();
  }

  #changed(): void {
    this.#version += 1;
    this.wakeAll();
  }
}

function hostOf({ frames: [main] }: Pick<Screen, 'frames'>): string {
  const address = main?.address ?? '';
  return URL.canParse(address) ? new URL(address).hostname : '';
}
