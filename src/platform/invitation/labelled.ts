/** Meeting numbers and passcodes in a text, found by what stands before them. */

/** Of every platform's invitations; a profile adds its own. */
const numberLabels: readonly RegExp[] = [
  /(?:会议|會議|入会|入會|参会|參會)\s*(?:号码?|號碼?|ID|编号|編號|代码|代碼|识别码|識別碼)/i,
  /\b(?:meeting|webinar)\s*(?:ID|number|no\.?|code)(?![a-z])/i,
];
/** Not the host's, nor those for telephones. */
const passcodeLabels: readonly RegExp[] = [
  /(?<!主持人?的?\s?|电话|電話|数字|數字)(?:会议|會議|入会|入會|参会|參會)?\s*(?:密码|密碼|通行码|通行碼)/i,
  /(?<!\b(?:host|phone|dial-in|numeric|telephone|panelist)\s{1,3})\b(?:(?:meeting|webinar)\s+)?pass\s?(?:code|word)(?![a-z])/i,
];

/** Between label and value: `（访问码）：`, `：`, ` is `, `为`. */
const separator = String.raw`\s{0,3}(?:\([^()\n]{0,30}\)\s{0,3})?(?:[:=]|(?:is|为|為|是)\s{0,2}:?)\s{0,4}`;
const digits = String.raw`\d(?:[ \-\u2010-\u2015.\u00b7]?\d){3,19}`;
const numberAfter = new RegExp(`^(?:${separator}|[ #]{0,3})(${digits})`, 'i');
const passcodeAfter = new RegExp(`^(?:${separator}([!-~]{1,80})|[ ]{1,3}(\\d{4,10})(?!\\d))`, 'i');
/** Codes of letters, where a platform has such: `abc-defg-hij`. */
const codeAfter = new RegExp(`^${separator}([a-z\\d][\\w-]{5,39})`, 'i');
const numberAfterName = new RegExp(`^[^\\d\\n]{0,8}(${digits})`);

/** A number alone, with nothing around it. */
const bareNumber = new RegExp(`^#?\\s*(${digits})#?$`);

const mostValues = 20;
const usualNumber = /^\d{6,15}$/;

export interface NumberRules {
  /** Beside the common labels. */
  readonly labels?: readonly RegExp[];
  /** The platform's names, after which a number may stand as after a label: `#腾讯会议：763-545-348`. */
  readonly names?: readonly RegExp[];
  /** A number, whole and without separators. */
  readonly number?: RegExp | undefined;
}

/** @param text in half width. @returns digits alone, each number once, in the order of the labels. */
export function labelledNumbers(text: string, { labels = [], names = [], number }: NumberRules): readonly string[] {
  const after = (those: readonly RegExp[], what: RegExp): readonly string[] =>
    those.flatMap((label) => valuesAfter(text, label, what)).flatMap((run) => numberOf(run, number) ?? []);
  const all = [...numberLabels, ...labels];
  const numbers = [...after(all, numberAfter), ...after(names, numberAfterName)];
  return [...new Set(numbers.length > 0 || number === undefined ? numbers : after(all, codeAfter))];
}

/** @returns the number that the whole text is. */
export function numberAlone(text: string, number?: RegExp): string | undefined {
  const whole = text.trim();
  if (number !== undefined && /^[a-z\d][\w-]{5,39}$/i.test(whole) && number.test(whole)) return whole;
  const run = bareNumber.exec(whole)?.[1];
  return run === undefined ? undefined : numberOf(run, number);
}

/** @returns the first that is right by `passcode`, else the first. */
export function labelledPasscode(
  text: string,
  { labels = [], passcode }: { readonly labels?: readonly RegExp[]; readonly passcode?: RegExp | undefined },
): string | undefined {
  const after = (those: readonly RegExp[]): readonly string[] =>
    those.flatMap((label) => valuesAfter(text, label, passcodeAfter)).flatMap((value) => passcodeOf(value) ?? []);
  // The common ones know which passcodes are not the guests'.
  const usual = after(passcodeLabels);
  const values = usual.length > 0 ? usual : after(labels);
  return (passcode === undefined ? undefined : values.find((value) => passcode.test(value))) ?? values[0];
}

function valuesAfter(text: string, label: RegExp, after: RegExp): readonly string[] {
  const everywhere = new RegExp(label.source, `${label.flags.replace(/[gy]/g, '')}g`);
  const values: string[] = [];
  for (const match of text.matchAll(everywhere)) {
    const end = match.index + match[0].length;
    const [, first, second] = after.exec(text.slice(end, end + 140)) ?? [];
    const value = first ?? second;
    if (value !== undefined) values.push(value);
    if (values.length === mostValues) break;
  }
  return values;
}

const date = /^(?:19|20)\d\d[-.]\d{1,2}[-.]\d{1,2}(?!\d)/;

/** What follows a number may look like more of it (`763-545-348 2026-12-01`): the longest beginning that is one. */
function numberOf(run: string, number: RegExp = usualNumber): string | undefined {
  if (date.test(run)) return undefined;
  if (number.test(run)) return run;
  const groups = run.split(/\D/);
  for (let count = groups.length; count > 0; count--) {
    const candidate = groups.slice(0, count).join('');
    if (number.test(candidate)) return candidate;
  }
  return undefined;
}

/** Without what the sentence goes on with. */
function passcodeOf(value: string): string | undefined {
  const passcode = value.split(/[,;<>"'()[\]{}]/, 1)[0]?.replace(/[.:!?]+$/, '') ?? '';
  return passcode === '' || /^(?:none|no|not|nil|null|n\/a|-+|https?)$/i.test(passcode) ? undefined : passcode;
}
