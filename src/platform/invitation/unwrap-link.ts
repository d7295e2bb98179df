/**
 * Links that only lead to another one, which they carry with them: mail filters (safelinks, urldefense), search engines, chats'
 * safety pages, newsletters' counters. Read, never followed: a link whose target is known to its server alone stays what it is.
 */
import { decodeLoosely } from './find-links.js';

/** Filters wrap what others have wrapped. */
const mostLayers = 3;

/** @returns the links inside, the outermost first; empty: it carries none. */
export function linksInside(link: string): readonly string[] {
  const inside: string[] = [];
  let layer = [link];
  for (let depth = 0; depth < mostLayers && layer.length > 0; depth++) {
    layer = layer.flatMap(oneLayer).filter((inner) => !inside.includes(inner));
    inside.push(...layer);
  }
  return inside.slice(0, 20);
}

function oneLayer(link: string): string[] {
  if (!URL.canParse(link)) return [];
  const url = new URL(link);
  const values = [...url.searchParams.values(), ...proofpoint(url, link), ...inPath(link)];
  return values.flatMap((value) => asLink(value) ?? []);
}

/** Decoded once already by whoever read it, and up to twice more. */
function asLink(value: string): string | undefined {
  if (value.length < 10) return undefined;
  let text = fromBase64(value) ?? value;
  for (let times = 0; times < 2 && !/^https?:\/\//i.test(text); times++) text = decodeLoosely(text);
  return /^https?:\/\/[^/\s]\S*$/i.test(text) && URL.canParse(text) ? text : undefined;
}

/** `http` in Base64 always begins so. */
function fromBase64(value: string): string | undefined {
  return /^aHR0c[\w+/-]{8,4000}={0,2}$/.test(value) ? Buffer.from(value, 'base64').toString('utf8') : undefined;
}

/**
 * Proofpoint's URL Defense, version 2: `-` for `%` and `_` for `/`; version 3: the link as it is between `__` and `__;`, with
 * `*` for characters that follow in Base64.
 */
function proofpoint(url: URL, link: string): readonly string[] {
  if (!/(?:^|\.)urldefense(?:\.proofpoint)?\.(?:com|us)$/.test(url.hostname)) return [];
  const second = url.searchParams.get('u');
  if (url.pathname.startsWith('/v2/') && second !== null) {
    return [decodeLoosely(second.replaceAll('-', '%').replaceAll('_', '/'))];
  }
  const [, third, hidden] = /\/v3\/__(.+?)__;([\w-]*)/.exec(link) ?? [];
  if (third === undefined) return [];
  const characters = Array.from(Buffer.from(hidden ?? '', 'base64url').toString('utf8'));
  // Single slashes after the scheme come from web servers that tidy paths.
  return [third.replace(/^(https?):\/+/i, '$1://').replace(/\*/g, () => characters.shift() ?? '*')];
}

/** `https://example.com/redirect/https://…` */
function inPath(link: string): readonly string[] {
  const [beforeQuery = ''] = link.split('?', 1);
  const at = beforeQuery.slice(8).search(/https?:\/\/|https?%3A%2F%2F/i);
  return at === -1 ? [] : [link.slice(at + 8)];
}
