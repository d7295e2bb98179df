/** Columns that a text takes in a terminal. Chinese, Japanese, Korean and most emoji take two. */

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const none = /\p{Mark}/u;

export function textWidth(text: string): number {
  let width = 0;
  for (const char of text) width += charWidth(char);
  return width;
}

/** Cut to `width` columns, with an ellipsis when something is missing. */
export function fitText(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let fitted = '';
  let used = 1;
  for (const char of text) {
    used += charWidth(char);
    if (used > width) break;
    fitted += char;
  }
  return `${fitted}…`;
}

export function padText(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const gap = ' '.repeat(Math.max(0, width - textWidth(text)));
  return align === 'left' ? text + gap : gap + text;
}

function charWidth(char: string): number {
  if (none.test(char)) return 0;
  return wide.test(char) ? 2 : 1;
}
