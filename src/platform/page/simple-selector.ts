/**
 * Whether an element's own tag, id, classes and attributes decide if the selector matches: no combinator, no pseudo-class. Then
 * no change elsewhere can make it match.
 */
export function isSimpleSelector(selector: string): boolean {
  const bare = selector
    .replace(/\[[^\]"']*(?:"[^"]*"|'[^']*')?[^\]"']*\]/g, 'x')
    .replace(/:(?:enabled|disabled)\b/g, '');
  return bare.split(',').every((part) => /^[\w\-#.*\u0080-\uffff]*$/.test(part.trim()));
}
