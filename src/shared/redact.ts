/**
 * What leaves this process about a link: origin, path and the names of query keys. Values of query and fragment may be
 * tokens and passcodes; they are never written, and `scrubber` takes known ones out of any text.
 */

export interface LinkParts {
  readonly origin: string;
  readonly path: string;
  readonly query_keys: readonly string[];
}

/** @returns `undefined` when it is no http(s) URL. */
export function redactLink(link: string): LinkParts | undefined {
  if (!URL.canParse(link)) return undefined;
  const url = new URL(link);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  return { origin: url.origin, path: url.pathname, query_keys: [...new Set(url.searchParams.keys())] };
}

/** `https://host/path?room=…&pwd=…`, for people. */
export function linkText(parts: LinkParts): string {
  const query = parts.query_keys.map((key) => `${key}=…`).join('&');
  return parts.origin + parts.path + (query === '' ? '' : `?${query}`);
}

/** Any URL in any text loses the values of its query and its fragment. */
export function redactUrls(text: string): string {
  return text.replace(/\bhttps?:\/\/[^\s"'<>)\]]+/g, (found) => {
    const parts = redactLink(found);
    return parts === undefined ? '…' : linkText(parts);
  });
}

/** A function that takes the given secrets, raw and URL-encoded, and the values of all URLs out of a text. */
export function scrubber(secrets: readonly string[]): (text: string) => string {
  // Shorter values would take pieces out of ordinary words.
  const known = [...new Set(secrets.flatMap((secret) => [secret, encodeURIComponent(secret)]))]
    .filter((secret) => secret.length >= 4)
    .sort((a, b) => b.length - a.length);
  return (text) => known.reduce((rest, secret) => rest.split(secret).join('…'), redactUrls(text));
}

/** Values of query and fragment that must not be seen anywhere. */
export function secretsOf(link: string): readonly string[] {
  if (!URL.canParse(link)) return [];
  const url = new URL(link);
  const fragment = decode(url.hash.slice(1));
  return [...url.searchParams.values(), fragment, url.password].filter((value) => value !== '');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Hostile text made harmless for a terminal: no control characters, no direction overrides, bounded in length. */
export function inert(text: string, maxLength = 300): string {
  // eslint-disable-next-line no-control-regex -- that is the point: escape sequences and line breaks of others
  const clean = text.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/g, ' ');
  return clean.length > maxLength ? `${clean.slice(0, maxLength - 1)}…` : clean;
}
