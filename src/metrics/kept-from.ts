/** Hosts that pages were kept from, since addresses led elsewhere. One sentence a host, whoever asked for it. */
import type { Line } from '../model/line.js';
import { keptFromNote } from '../model/network.js';

export interface KeptFromReducer {
  step(line: Line): void;
  readonly sentences: readonly string[];
}

/** A page may make up as many as it likes. */
const mostHosts = 100;

export function createKeptFromReducer(): KeptFromReducer {
  const sentences = new Set<string>();
  return {
    step(line) {
      if (line.type !== 'evidence' || line.text?.startsWith(keptFromNote) !== true) return;
      if (sentences.size < mostHosts) sentences.add(line.text);
    },
    get sentences() {
      return [...sentences];
    },
  };
}
