/** The text of the probe's init script. It comes first in the one init script of a participant. */
import { pageScript } from '../shared/package-root.js';

/** What the page calls to speak to the host; the page's probe takes it off the global object. */
export const probeBinding = '__rollcall_send';

export interface ProbePageConfig {
  /** Source of a regular expression that the URL of the platform's signalling connection matches, if it has one. */
  readonly signalling?: { readonly url: string } | undefined;
}

export function probePageScript(config: ProbePageConfig = {}): string {
  return pageScript('probe', { ...config, binding: probeBinding });
}
