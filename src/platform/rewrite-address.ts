/**
 * Addresses that lead elsewhere by configuration: a vendor's to a page of one's own. Applied after a link has been recognised,
 * to the address that is opened and to those of `goto` steps; never to what the page itself asks for.
 *
 *     { 'https://meeting.tencent.com': 'http://127.0.0.1:8000/tencent' }
 *     https://meeting.tencent.com/dm/abc?x=1#y ─► http://127.0.0.1:8000/tencent/dm/abc?x=1#y
 */

/** Origin, or origin and the beginning of a path → the same of where it leads. */
export type Rewrites = Readonly<Record<string, string>>;

/** The longest matching beginning wins. @returns the address as it was when none matches, or when it is no address. */
export function rewriteAddress(address: string, rewrites: Rewrites): string {
  if (!URL.canParse(address)) return address;
  const from = new URL(address);
  const fitting = Object.entries(rewrites)
    .filter(([prefix]) => URL.canParse(prefix))
    .map(([prefix, target]) => ({ prefix: new URL(prefix), target }))
    .filter(({ prefix }) => prefix.origin === from.origin && isWithin(from.pathname, pathOf(prefix)))
    .sort((a, b) => pathOf(b.prefix).length - pathOf(a.prefix).length);
  const [longest] = fitting;
  if (longest === undefined || !URL.canParse(longest.target)) return address;
  const to = new URL(longest.target);
  return to.origin + pathOf(to) + from.pathname.slice(pathOf(longest.prefix).length) + from.search + from.hash;
}

/** Whole segments: `/dm` holds `/dm` and `/dm/abc`, not `/dmx`. */
function isWithin(path: string, beginning: string): boolean {
  return path === beginning || path.startsWith(`${beginning}/`);
}

/** Without the slash at its end; of an origin alone nothing. */
function pathOf({ pathname }: URL): string {
  return pathname.replace(/\/+$/, '');
}
