/** What is kept of a page's texts: no secrets of the link, no name that was typed, no numbers that may be a passcode or a person's. */
import { inert, linkText, redactLink } from '../shared/redact.js';

export interface ScreenRedactor {
  readonly text: (text: string) => string;
  /** Origin, path without numbers, and the names of query keys; empty when it is no page's address. */
  readonly address: (address: string) => string;
}

/** @param scrub takes known secrets out. */
export function screenRedactor(scrub: (text: string) => string): ScreenRedactor {
  return {
    text: (text) => inert(scrub(text).replace(personal, '…'), longest),
    address: (address) => {
      const parts = redactLink(address);
      if (parts === undefined) return '';
      // The meeting's number may be in the path; an origin has numbers of its own.
      const rest = scrub(linkText(parts)).slice(parts.origin.length).replace(personal, '…');
      return inert(parts.origin + rest, longest);
    },
  };
}

const longest = 200;

/** Four digits or more, also in groups: meeting numbers, passcodes, telephones. And addresses of mail. */
const personal = /\d(?:[\s.-]?\d){3,}|[\w.+-]+@[\w-]+\.[\w.-]+/g;
