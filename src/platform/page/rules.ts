/** One rule of a profile, ready to be asked: does it hold, by what proof, and what is missing? */
import type { PageMarker, PageRule, RuleStanding } from './config.js';
import { compileMarker, type Compiled, type MarkerParts } from './markers.js';

export interface CompiledRule {
  /** @returns what proves it: its first marker of `any`, else of `all`; `undefined` when it does not hold. */
  readonly proof: () => string | undefined;
  readonly standing: () => RuleStanding;
}

/** @param complain Told what is wrong with a marker, once. */
export function compileRule(rule: PageRule, parts: MarkerParts, complain: (problem: string) => void): CompiledRule {
  const compile = (markers: readonly PageMarker[]): readonly Compiled[] =>
    markers.map((marker) =>
      compileMarker(marker, parts, (problem) => {
        complain(`${rule.state}: ${problem}`);
      }),
    );
  const [all, any, none] = [compile(rule.all), compile(rule.any), compile(rule.none)];
  return {
    proof() {
      let proof: string | undefined;
      for (const { check } of all) {
        const found = check();
        if (found === undefined) return undefined;
        proof ??= found;
      }
      if (any.length > 0) {
        const found = firstOf(any);
        if (found === undefined) return undefined;
        proof = found;
      }
      return firstOf(none) === undefined ? proof : undefined;
    },
    standing() {
      const held: string[] = [];
      const missing: string[] = [];
      for (const { check, name } of all) {
        const found = check();
        if (found === undefined) missing.push(name);
        else held.push(found);
      }
      if (any.length > 0) {
        const found = firstOf(any);
        if (found === undefined) missing.push(any.map(({ name }) => name).join(' or '));
        else held.push(found);
      }
      const against = firstOf(none);
      if (against !== undefined) missing.push(`no ${against}`);
      return { state: rule.state, holds: missing.length === 0, held, missing };
    },
  };
}

function firstOf(markers: readonly Compiled[]): string | undefined {
  for (const { check } of markers) {
    const found = check();
    if (found !== undefined) return found;
  }
  return undefined;
}
