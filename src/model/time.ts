/**
 * Times name their clock, so that a page's time can never be compared with the host's by accident.
 * Only `probe/` converts one into the other, with the offset it measured for that document.
 */

/** Milliseconds on the host's monotonic clock since the recording's `startedAt`. May be fractional. */
export type HostMs = number & { readonly __brand: 'HostMs' };

/** Milliseconds of `performance.now()` in one document. Means nothing in another document. */
export type PageMs = number & { readonly __brand: 'PageMs' };

export const hostMs = (ms: number): HostMs => ms as HostMs;
export const pageMs = (ms: number): PageMs => ms as PageMs;
