/** Which ids and classes a page's authors chose, and which its build tool or its framework made up. Pure. */

/** `name-field`, not `:r1:`, `radix-12`, `ember1043` or a uuid. */
export function isStableId(id: string): boolean {
  return /^[A-Za-z][\w-]{1,50}$/.test(id) && !/\d{3}|^radix|^headlessui|[-_]\d+$/.test(id) && !isHash(id);
}

/**
 * A selector for one class that the next release will still have; `undefined` when nothing of it will.
 *
 *     join-form__button                 .join-form__button
 *     voov-agreement_button__OLc_O      [class*="voov-agreement_button__"]
 *     css-1x2y3z, sc-bdVaJa, jss12      none
 */
export function classSelector(name: string): string | undefined {
  const hashed = /^([A-Za-z][\w-]*?[A-Za-z0-9](?:__|--|_))([\w-]{5,10})$/.exec(name);
  const [, stem = '', suffix = ''] = hashed ?? [];
  if (hashed !== null && isHash(suffix)) return stem.length >= 6 ? `[class*="${stem}"]` : undefined;
  if (!/^[A-Za-z][\w-]{2,50}$/.test(name) || /^(?:css|sc|jss|emotion|styled|svelte|jsx)-?/.test(name)) return undefined;
  return /\d{2}/.test(name) || isHash(name) ? undefined : `.${name}`;
}

/** Letters of both cases or digits among them, and no words: `GLPOf`, `3kd9a`, `OLc_O`. */
function isHash(text: string): boolean {
  if (text.length < 5 || text.includes('-') || !/[A-Z0-9]/.test(text)) return false;
  const pieces = text.split(/_+|(?=[A-Z][a-z])/).filter((piece) => piece !== '');
  return !pieces.every((piece) => /^(?:[A-Z]?[a-z]{2,}|[A-Z]{3,})$/.test(piece) && piece.length > 2);
}
