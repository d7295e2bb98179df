/**
 * On what it depends whether an element matches a selector, and so what has to be looked at again when something changes.
 *
 *     own    its own tag, id, classes and attributes         #join, button.primary, [role="dialog"]:not([hidden])
 *     down   those of the elements around it too             body.in .toolbar > button
 *     far    anything else in the document                   a + b, button:has(svg), li:first-child
 */
export interface SelectorReach {
  readonly reach: 'own' | 'down' | 'far';
  /** Of `down`: what the elements around must match. Only a change to one of these can make something in it match. */
  readonly leads: readonly string[];
  /** One for each part of a list. */
  readonly searches: readonly Search[];
}

/** Browsers keep short ways for a search by tag, class or id alone; of what these find, little is left to compare. */
export interface Search {
  readonly among: string;
  readonly matching: string;
}

export function reachOf(selector: string): SelectorReach {
  // Brackets may hold anything, so they are taken out first and put back into the leads.
  const brackets: string[] = [];
  const bare = selector
    .replace(/\[[^\]"']*(?:"[^"]*"|'[^']*')?[^\]"']*\]/g, (bracket) => `\ue000${brackets.push(bracket) - 1}\ue001`)
    .replace(/:(?:enabled|disabled)\b/g, (state) => `\ue000${brackets.push(state) - 1}\ue001`)
    .replace(/:not\([^\s>+~:,()]+\)/g, (not) => `\ue000${brackets.push(not) - 1}\ue001`);
  const restored = (part: string): string => {
    let whole = part;
    // From the inside of a :not to its brackets.
    while (whole.includes('\ue000'))
      whole = whole.replace(/\ue000(\d+)\ue001/g, (_, index: string) => brackets[Number(index)] ?? '');
    return whole;
  };
  const leads: string[] = [];
  const searches: Search[] = [];
  for (const part of bare.split(',')) {
    const compounds = part.trim().split(/\s*>\s*|\s+/);
    if (!compounds.every((compound) => /^[\w\-#.*\u0080-\uffff]+$/.test(compound)))
      return { reach: 'far', leads: [], searches: [{ among: selector, matching: selector }] };
    leads.push(...compounds.slice(0, -1).map(restored));
    const last = restored(compounds.at(-1) ?? '');
    searches.push({ among: shortWay(last), matching: restored(part.trim()) });
  }
  return { reach: leads.length > 0 ? 'down' : 'own', leads, searches };
}

/** `[role]`: one search for all roles. */
function shortWay(compound: string): string {
  return /^(?:[a-z][\w-]*|[.#][\w-]+)/i.exec(compound)?.[0] ?? (compound.startsWith('[role=') ? '[role]' : compound);
}
