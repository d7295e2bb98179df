/** An object of options, key by key: what is wrong with one does not hide what is wrong with, or said by, the others. */
import type { z } from 'zod';
import type { Problem } from '../shared/errors.js';
import { zodProblems } from './zod-problems.js';

export interface ParsedKeys<T> {
  /** The keys that were right. */
  readonly values: Partial<T>;
  /** Those that were not: nobody knows what they would have said. */
  readonly broken: readonly string[];
  readonly problems: readonly Problem[];
}

/** @param place put before every place, such as `rollcall.config.json:`. */
export function parseKeys<S extends z.core.$ZodLooseShape>(
  schema: z.ZodObject<S, z.core.$strict>,
  input: unknown,
  place: string,
): ParsedKeys<z.output<typeof schema>> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return { values: withoutUndefined(parsed.data), broken: [], problems: [] };
  const known = Object.keys(schema.shape);
  const problems = zodProblems(parsed.error, { input, place, known });
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    return { values: {}, broken: known, problems };
  const values: Record<string, unknown> = {};
  const broken: string[] = [];
  for (const key of known.filter((name) => Object.hasOwn(input, name))) {
    const one = (schema.shape[key] as z.ZodType).safeParse((input as Record<string, unknown>)[key]);
    if (one.success) values[key] = one.data;
    else broken.push(key);
  }
  return { values: withoutUndefined(values) as Partial<z.output<typeof schema>>, broken, problems };
}

function withoutUndefined<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}
