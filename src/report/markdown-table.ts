/** A table that is aligned in a terminal and a table in Markdown, so that it can be pasted into an issue or a chat. */
import { inert } from '../shared/redact.js';
import { padText, textWidth } from './text-width.js';

export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
}

export function markdownTable(columns: readonly Column[], rows: readonly (readonly string[])[]): readonly string[] {
  const safe = rows.map((row) => row.map((cell) => inert(cell).replaceAll('|', '\\|')));
  const widths = columns.map(({ title }, index) =>
    Math.max(3, textWidth(title), ...safe.map((row) => textWidth(row[index] ?? ''))),
  );
  const line = (cells: readonly string[]): string =>
    `| ${columns.map(({ align }, index) => padText(cells[index] ?? '', widths[index] ?? 0, align)).join(' | ')} |`;
  const rule = columns.map(({ align }, index) => {
    const dashes = '-'.repeat((widths[index] ?? 3) - 1);
    return align === 'right' ? `${dashes}:` : `-${dashes}`;
  });
  return [line(columns.map(({ title }) => title)), line(rule), ...safe.map(line)];
}
