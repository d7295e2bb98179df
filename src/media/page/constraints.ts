/**
 * Which settings a device takes when a page asks for something (the SelectSettings algorithm of Media Capture and Streams,
 * for a camera that can crop, scale and drop frames, but never gives more than the scenario says).
 *
 * In:  what the device can do, what it does unasked, and the page's constraints.
 * Out: settings, or the name of the constraint that cannot be met.
 *
 * - `exact`, `min` and `max` must be met; `ideal` and bare values are met as far as the device can.
 * - Asked for width alone, the height follows the device's own shape, and the other way round.
 * - Names that the device does not know are ignored, as browsers do.
 * @see https://www.w3.org/TR/mediacapture-streams/#dfn-selectsettings
 */

type Scalar = number | string | boolean;

/** A page's constraint after its shape was made plain: bare values became `ideal` (`exact` in `advanced`). */
interface Wish {
  readonly exact?: readonly Scalar[];
  readonly ideal?: readonly Scalar[];
  readonly min?: number;
  readonly max?: number;
}
type Wishes = Readonly<Record<string, Wish>>;

interface NumberRange {
  readonly min: number;
  readonly max: number;
}

/** What `getCapabilities` says: a range, a list to choose from, or the one value there is. */
export type Capabilities = Readonly<Record<string, NumberRange | readonly Scalar[] | string>>;
export type Settings = Readonly<Record<string, Scalar>>;

export type Selection = { readonly settings: Settings } | { readonly failedConstraint: string };

/** @param asked MediaTrackConstraints as the page gave them: nothing about its shape is trusted. */
export function selectSettings(capabilities: Capabilities, defaults: Settings, asked: unknown): Selection {
  const { advanced, ...basic } = isObject(asked) ? asked : {};
  let wishes = readWishes(basic, 'ideal');
  let selection = select(capabilities, defaults, wishes);
  if ('failedConstraint' in selection || !Array.isArray(advanced)) return selection;
  for (const set of advanced) {
    const both = isObject(set) ? intersect(wishes, readWishes(set, 'exact')) : undefined;
    if (both === undefined) continue;
    const better = select(capabilities, defaults, both);
    if ('failedConstraint' in better) continue;
    wishes = both;
    selection = better;
  }
  return selection;
}

function select(capabilities: Capabilities, defaults: Settings, wishes: Wishes): Selection {
  const settings: Record<string, Scalar> = { ...defaults };
  const ranges: Record<string, NumberRange> = {};
  for (const [name, capability] of Object.entries(capabilities)) {
    const wish = wishes[name];
    if (wish === undefined) continue;
    if (isRange(capability)) {
      const range = allowedRange(capability, wish);
      if (range === undefined) return { failedConstraint: name };
      ranges[name] = range;
      settings[name] = clamp(idealNumber(wish) ?? Number(defaults[name]), range);
    } else {
      const choices = typeof capability === 'string' ? [capability] : capability;
      if (wish.exact !== undefined && !wish.exact.some((value) => choices.includes(value))) {
        return { failedConstraint: name };
      }
      const found = [...(wish.exact ?? []), ...(wish.ideal ?? [])].find((value) => choices.includes(value));
      if (found !== undefined) settings[name] = found;
    }
  }
  return 'width' in capabilities ? shape(settings, { capabilities, defaults, wishes, ranges }) : { settings };
}

/** Width, height and aspect ratio depend on each other. */
function shape(
  settings: Record<string, Scalar>,
  given: { capabilities: Capabilities; defaults: Settings; wishes: Wishes; ranges: Record<string, NumberRange> },
): Selection {
  const { capabilities, defaults, wishes } = given;
  const widths = given.ranges.width ?? (capabilities.width as NumberRange);
  const heights = given.ranges.height ?? (capabilities.height as NumberRange);
  const ownRatio = Number(defaults.width) / Number(defaults.height);
  let width = Math.round(Number(settings.width));
  let height = Math.round(Number(settings.height));
  if (prefers(wishes.width) && !prefers(wishes.height)) height = within(width / ownRatio, heights);
  else if (prefers(wishes.height) && !prefers(wishes.width)) width = within(height * ownRatio, widths);

  const wish = wishes.aspectRatio;
  if (wish !== undefined) {
    const required = given.ranges.aspectRatio ?? { min: 0, max: Infinity };
    const ratio = clamp(idealNumber(wish) ?? width / height, required);
    if (fits(width / height, { min: ratio, max: ratio })) {
      // Nothing to do.
    } else if (width / height > ratio) width = within(height * ratio, widths);
    else height = within(width / ratio, heights);
    if (!fits(width / height, required)) return { failedConstraint: 'aspectRatio' };
  }
  return { settings: { ...settings, width, height, aspectRatio: width / height } };
}

/** A ratio of whole pixels is never exact: a few per mille are no difference. */
function fits(ratio: number, range: NumberRange): boolean {
  return ratio >= range.min * 0.995 && ratio <= range.max * 1.005;
}

/** Whether a wish moves the value away from the default at all: bounds do as well as ideals. */
function prefers(wish: Wish | undefined): boolean {
  return wish !== undefined && Object.keys(wish).length > 0;
}

function allowedRange(capability: NumberRange, wish: Wish): NumberRange | undefined {
  const exact = wish.exact?.[0];
  const min = Math.max(capability.min, wish.min ?? -Infinity, typeof exact === 'number' ? exact : -Infinity);
  const max = Math.min(capability.max, wish.max ?? Infinity, typeof exact === 'number' ? exact : Infinity);
  return min <= max ? { min, max } : undefined;
}

function idealNumber(wish: Wish): number | undefined {
  const value = wish.exact?.[0] ?? wish.ideal?.[0];
  return typeof value === 'number' ? value : undefined;
}

function clamp(value: number, range: NumberRange): number {
  return Math.min(range.max, Math.max(range.min, value));
}

function within(value: number, range: NumberRange): number {
  return clamp(Math.round(value), range);
}

function readWishes(set: Readonly<Record<string, unknown>>, bare: 'ideal' | 'exact'): Wishes {
  const wishes: Record<string, Wish> = {};
  for (const [name, value] of Object.entries(set)) {
    const wish = readWish(value, bare);
    if (wish !== undefined) wishes[name] = wish;
  }
  return wishes;
}

function readWish(value: unknown, bare: 'ideal' | 'exact'): Wish | undefined {
  const list = scalars(value);
  if (list !== undefined) return { [bare]: list };
  if (!isObject(value)) return undefined;
  const exact = scalars(value.exact);
  const ideal = scalars(value.ideal);
  return {
    ...(exact && { exact }),
    ...(ideal && { ideal }),
    ...(typeof value.min === 'number' && { min: value.min }),
    ...(typeof value.max === 'number' && { max: value.max }),
  };
}

/** @returns `undefined` when both demand something else exactly. */
function intersect(a: Wishes, b: Wishes): Wishes | undefined {
  const both: Record<string, Wish> = { ...a };
  for (const [name, wish] of Object.entries(b)) {
    const other = a[name] ?? {};
    const exact = other.exact && wish.exact ? other.exact.filter((v) => wish.exact?.includes(v)) : undefined;
    if (exact?.length === 0) return undefined;
    both[name] = {
      ...other,
      ...wish,
      ...(exact && { exact }),
      ...(other.min !== undefined && wish.min !== undefined && { min: Math.max(other.min, wish.min) }),
      ...(other.max !== undefined && wish.max !== undefined && { max: Math.min(other.max, wish.max) }),
    };
  }
  return both;
}

function scalars(value: unknown): readonly Scalar[] | undefined {
  if (isScalar(value)) return [value];
  return Array.isArray(value) && value.length > 0 && value.every(isScalar) ? value : undefined;
}

function isScalar(value: unknown): value is Scalar {
  return typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && !isNaN(value));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isRange(capability: NumberRange | readonly Scalar[] | string): capability is NumberRange {
  return typeof capability === 'object' && 'min' in capability;
}
