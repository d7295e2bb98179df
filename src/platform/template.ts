/** Templates: text with `{variables}` in it. */
import type { Template } from './profile.js';

const variablePattern = /\{([a-z][a-zA-Z0-9_]*)\}/g;

export type Variables = Readonly<Record<string, string | undefined>>;

/** The variables that a template uses. */
export function variablesIn(template: Template): readonly string[] {
  return [...template.matchAll(variablePattern)].map((match) => match[1] ?? '');
}

/** The first variable that the template needs and nobody gave. */
export function missingVariable(template: Template, variables: Variables): string | undefined {
  return variablesIn(template).find((name) => variables[name] === undefined);
}

/** What is not given becomes nothing: ask `missingVariable` first. */
export function fillTemplate(
  template: Template,
  variables: Variables,
  encode: (value: string) => string = (value) => value,
): string {
  return template.replace(variablePattern, (_, name: string) => encode(variables[name] ?? ''));
}
