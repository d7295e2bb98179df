/** `Ada Wong` → `AW`, `phones-12` → `P12`, `陳大文` → `陳大`: what fits in the corner of a picture. */
export function initialsOf(name: string): string {
  const words = name.match(/\p{Letter}+|\p{Number}+/gu) ?? [];
  const [first, last] = [words[0], words.at(-1)];
  if (first === undefined || last === undefined) return '?';
  if (words.length === 1) return beginning(first, 2);
  const number = words.slice(1).find((word) => /^\p{Number}/u.test(word));
  return beginning(first, 1) + (number?.slice(-3) ?? beginning(last, 1));
}

function beginning(word: string, length: number): string {
  return Array.from(word).slice(0, length).join('').toUpperCase();
}
