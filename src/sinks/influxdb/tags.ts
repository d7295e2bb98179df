/** Tags of the user's own (`--tag team=red`) on every point beside ours. The same points with other tags are other series. */
import { HarnessError } from '../../shared/errors.js';
import type { Point, Tags } from './point.js';
import { schema } from './schema.js';

/** @throws HarnessError `bad_configuration`, when one of them is not `key=value`, or is a name of ours. */
export function ownTags(given: readonly string[]): Tags {
  const ours = new Set<string>([
    'time',
    ...Object.values(schema).flatMap(({ tags, fields }) => [...tags, ...Object.keys(fields)]),
  ]);
  const entries = given.map((text) => {
    const [, key = '', value = ''] = /^([A-Za-z]\w*)=(.+)$/s.exec(text) ?? [];
    return { text, key, value };
  });
  const problems = entries
    .filter(({ key }) => key === '' || ours.has(key))
    .map(({ text }) => ({
      place: '--tag',
      found: text,
      expected: 'key=value, with a key that is no tag or field of ours',
    }));
  if (problems.length > 0) throw new HarnessError('bad_configuration', 'One tag is wrong:', { problems });
  return Object.fromEntries(entries.map(({ key, value }) => [key, value]));
}

/** Points that share their tags go on sharing them. */
export function withTags(own: Tags): (point: Point) => Point {
  if (Object.keys(own).length === 0) return (point) => point;
  const known = new WeakMap<Tags, Tags>();
  return (point) => {
    let tags = known.get(point.tags);
    if (tags === undefined) known.set(point.tags, (tags = { ...own, ...point.tags }));
    return { ...point, tags };
  };
}
