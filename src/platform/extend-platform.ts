/** A shipped profile with corrections. */
import { HarnessError } from '../shared/errors.js';
import { oneOf } from '../shared/nearest-name.js';
import type { Actions, JoinStage, PlatformProfile } from './profile.js';
import { platformProfiles } from './profiles/index.js';

/** What differs from the shipped profile: any of its keys. */
export interface PlatformChanges extends Omit<Partial<PlatformProfile>, 'states' | 'actions'> {
  readonly states?: Partial<PlatformProfile['states']>;
  readonly actions?: Partial<Actions>;
}

/**
 * What a customer's first minutes with the real page taught (`rollcall calibrate` writes such a file), or a house's own reading
 * of it. `elements`, `dismiss` and the rules of `states` are tried before the shipped ones, which stay behind them. Of `actions` each comes in
 * place of the shipped one of its name, and a stage of `join` in place of those of its states. Every other key comes in place of
 * the shipped one.
 *
 *     export default extendPlatform('tencent', {
 *       elements: { join: { role: 'button', name: '進入會議' } },
 *       states: { prejoin: { any: [{ css: '.new-form' }] } },
 *     });
 *
 * @throws HarnessError `bad_configuration` when no shipped profile has this name.
 */
export function extendPlatform(
  name: string,
  { elements, states, dismiss = [], actions, ...rest }: PlatformChanges,
): PlatformProfile {
  const shipped = platformProfiles.find((profile) => profile.name === name);
  if (shipped === undefined) {
    const expected = `a platform (${oneOf(
      platformProfiles.map((profile) => profile.name),
      name,
    )})`;
    throw new HarnessError('bad_configuration', 'A platform that does not exist cannot be extended.', {
      problems: [{ place: 'extendPlatform', found: `'${name}'`, expected }],
    });
  }
  return {
    ...shipped,
    ...rest,
    elements: ownFirst(elements, shipped.elements),
    states: ownFirst(states, shipped.states),
    dismiss: [...dismiss, ...(shipped.dismiss ?? [])],
    actions:
      actions === undefined
        ? shipped.actions
        : { ...shipped.actions, ...actions, join: stagesOf(actions.join ?? [], shipped.actions.join) },
  };
}

/** A state for which there is a stage of one's own has none of the shipped ones. */
function stagesOf(own: readonly JoinStage[], shipped: readonly JoinStage[]): readonly JoinStage[] {
  const taken = new Set(own.flatMap(({ when }) => when));
  const left = shipped.flatMap((stage) => {
    const when = [stage.when].flat().filter((state) => !taken.has(state));
    return when.length === 0 ? [] : [{ ...stage, when }];
  });
  return [...own, ...left];
}

/** Key by key, one list of both: those of one's own, then the shipped ones. */
function ownFirst<T>(
  own: Readonly<Record<string, T | readonly T[] | undefined>> = {},
  shipped: Readonly<Record<string, T | readonly T[] | undefined>> = {},
): Record<string, T[]> {
  const keys = [...new Set([...Object.keys(own), ...Object.keys(shipped)])];
  return Object.fromEntries(keys.map((key) => [key, [own[key] ?? [], shipped[key] ?? []].flat() as T[]]));
}
