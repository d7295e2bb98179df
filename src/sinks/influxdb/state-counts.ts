/** How many participants of each group are in which state, those who are gone among them. */
import { personStates, type PersonState } from './person.js';
import type { Tags } from './point.js';

type Counts = Record<PersonState, number>;

interface Group {
  readonly tags: Tags;
  now: Counts;
  /** Nobody has to be asked about them any more. */
  readonly gone: Counts;
}

export class StateCounts {
  readonly #groups = new Map<string, Group>();
  /** A person's tags are one object for as long as it stays. */
  readonly #known = new WeakMap<Tags, Group>();

  /** A second begins. */
  begin(): void {
    for (const group of this.#groups.values()) group.now = { ...group.gone };
  }

  /** @param isGone it will not be counted again, and stays in this state */
  count(tags: Tags, state: PersonState, isGone: boolean): void {
    const { now, gone } = this.#group(tags);
    now[state] += 1;
    if (isGone) gone[state] += 1;
  }

  /** The one object for all who have these tags. */
  groupOf(tags: Tags): Tags {
    return this.#group(tags).tags;
  }

  /** Every state of every group, those with nobody in it too. */
  all(): readonly { readonly tags: Tags; readonly state: PersonState; readonly participants: number }[] {
    return [...this.#groups.values()].flatMap(({ tags, now }) =>
      personStates.map((state) => ({ tags, state, participants: now[state] })),
    );
  }

  #group(tags: Tags): Group {
    const known = this.#known.get(tags);
    if (known !== undefined) return known;
    const key = JSON.stringify(tags);
    let group = this.#groups.get(key);
    if (group === undefined) this.#groups.set(key, (group = { tags, now: nobody(), gone: nobody() }));
    this.#known.set(tags, group);
    return group;
  }
}

function nobody(): Counts {
  return Object.fromEntries(personStates.map((state) => [state, 0])) as Counts;
}
