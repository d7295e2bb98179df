/** What mail programs, calendars and chats did to a text, undone as far as links and numbers need it. */

/** Enough for the longest invitation with a thread of mail below it; what follows is not read. */
const mostCharacters = 20_000;

export function plainText(pasted: string): string {
  const text = unwrapCalendar(pasted.slice(0, mostCharacters).replace(/\r\n?|[\u2028\u2029]/g, '\n'));
  return (
    unwrapQuotedPrintable(text)
      // Invisible: soft hyphens, zero widths, directions, byte order marks.
      .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
      .replace(/[\u00a0\u2007\u202f]/g, ' ')
      .replace(/&(?:amp|#38|#x26);/gi, '&')
      .replace(/\\\//g, '/')
      // Answers quote line by line.
      .replace(/^[ \t]*(?:>[ \t]?)+/gm, '')
      // Between angle brackets a link is whole, however it was broken: Outlook writes `Join<https://…>`.
      .replace(/<\s*(https?:[^<>]{1,4000})>/gi, (_, link: string) => ` ${link.replace(/\s+/g, '')} `)
  );
}

/** Full-width letters, digits and punctuation as an input method types them; one character stays one. */
export function halfWidth(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/g, ' ');
}

/** Lines of an .ics file are folded, and its texts escaped (RFC 5545, 3.1 and 3.3.11). */
function unwrapCalendar(text: string): string {
  if (!text.includes('BEGIN:VCALENDAR')) return text;
  return text
    .replace(/\n[ \t]/g, '')
    .replace(/\\n/gi, '\n')
    .replace(/\\([,;\\])/g, '$1');
}

/** Source of a mail (RFC 2045, 6.7). Recognised by an encoded equals sign, which no other text has. */
function unwrapQuotedPrintable(text: string): string {
  if (!text.includes('=3D')) return text;
  return text
    .replace(/=[ \t]*\n/g, '')
    .replace(/(?:=[\dA-F]{2})+/gi, (run) => Buffer.from(run.replaceAll('=', ''), 'hex').toString('utf8'));
}
