/** Texts as they come after mail programs, chats and hurried people have had them: seeded, so that each can be made again. */

type Random = () => number;

const debris = [
  '',
  ' ',
  '\n',
  '，',
  '。',
  '：',
  '>',
  '<',
  '"',
  '%',
  '%25',
  '=',
  '&amp;',
  '\u200b',
  '\u3000',
  '會',
  'z',
  '7',
  '７',
];

/** One to six changes, anywhere. */
export function mutate(text: string, random: Random): string {
  let mutated = text;
  for (let changes = 1 + Math.floor(random() * 6); changes > 0; changes--) {
    const change = changesOfText[Math.floor(random() * changesOfText.length)] ?? insert;
    mutated = change(mutated, random);
  }
  return mutated;
}

const changesOfText: readonly ((text: string, random: Random) => string)[] = [
  insert,
  (text, random) => splice(text, place(text, random), Math.ceil(random() * 4), ''),
  (text, random) => {
    const at = place(text, random);
    return splice(text, at, 1, text[place(text, random)] ?? '');
  },
  // A line is lost, or comes twice.
  (text, random) => {
    const lines = text.split('\n');
    const at = Math.floor(random() * lines.length);
    return lines.flatMap((line, index) => (index !== at ? [line] : random() < 0.5 ? [] : [line, line])).join('\n');
  },
  // A tail is lost.
  (text, random) => text.slice(0, Math.max(1, place(text, random))),
  (text, random) => {
    const at = place(text, random);
    return splice(text, at, 12, text.slice(at, at + 12).replace(/[!-~]/g, wide));
  },
  (text) => text.split('\n').join(' '),
  (text, random) => (random() < 0.5 ? text.toUpperCase() : text.toLowerCase()),
  (text) => text.replace(/https?:\/\/\S+/g, (link) => encodeURIComponent(link)),
  (text, random) => text.replace(/(.{30,70})/g, random() < 0.5 ? '$1\n' : '> $1\n'),
];

function insert(text: string, random: Random): string {
  return splice(text, place(text, random), 0, debris[Math.floor(random() * debris.length)] ?? '');
}

function place(text: string, random: Random): number {
  return Math.floor(random() * text.length);
}

function splice(text: string, at: number, length: number, into: string): string {
  return text.slice(0, at) + into + text.slice(at + length);
}

function wide(letter: string): string {
  return String.fromCharCode(letter.charCodeAt(0) + 0xfee0);
}
