/** The page of a participant → a screen as it is kept, and a picture that is not. */
import type { Frame, Locator, Page } from 'playwright';
import type { PagePlatform } from '../platform/page/config.js';
import { pageHandle } from '../platform/platform-page-script.js';
import { pageScript } from '../shared/package-root.js';
import type { Screen, ScreenFrame } from './calibration-schema.js';
import type { ScreenRedactor } from './redact-screen.js';
import type { DescribedFrame, ScreenDescriber } from './page/screen.js';

/** What page/main.ts puts on `globalThis`. */
const describerKey = '__rollcallScreen';
const pictureTimeoutMs = 5_000;

export type SeenScreen = Pick<Screen, 'viewport' | 'frames'> & Pick<Screen['opinion'], 'rules'>;

export async function describePage(page: Page, redact: ScreenRedactor): Promise<SeenScreen> {
  const frames: ScreenFrame[] = [];
  const rules: Screen['opinion']['rules'] = [];
  for (const frame of page.frames()) {
    // A frame may be gone or busy: then there is nothing to point at in it.
    const seen = await describeFrame(page, frame, redact).catch(() => undefined);
    if (seen === undefined) continue;
    const standings = await frame.evaluate(explainInPage, pageHandle).catch(() => []);
    for (const { state, held, missing } of standings)
      rules.push({ state, held: held.map(redact.text), missing: missing.map(redact.text) });
    if (frame === page.mainFrame() || seen.elements.length + seen.lines.length > 0) frames.push(seen);
  }
  return {
    viewport: page.viewportSize() ?? { width: 1280, height: 720 },
    frames: frames.length > 0 ? frames : [{ address: '', title: '', elements: [], lines: [], connections: [] }],
    rules,
  };
}

/** JPEG, with everything that can be typed into masked; `undefined` of a page that cannot be photographed. */
export async function photograph(page: Page): Promise<Buffer | undefined> {
  try {
    const mask = page.frames().map((frame) => frame.locator('input, textarea'));
    return await page.screenshot({
      type: 'jpeg',
      quality: 70,
      scale: 'css',
      timeout: pictureTimeoutMs,
      mask,
      maskColor: '#dfe3ea',
    });
  } catch {
    return undefined;
  }
}

/** The key of what is at a point of the viewport, in whichever frame. */
export async function elementAt(page: Page, x: number, y: number): Promise<string | undefined> {
  for (let frame = page.mainFrame(); ;) {
    const { left, top } = await placeOf(page, frame);
    await install(frame);
    const found = await frame.evaluate(atInPage, { key: describerKey, x: x - left, y: y - top });
    if (found !== 'frame') return found === undefined ? undefined : String(found.ref);
    const inner = await childAt(page, frame, x, y);
    if (inner === undefined) return undefined;
    frame = inner;
  }
}

/** The key of the element that a Playwright locator finds, or of the nearest one around it that was described. */
export async function keyOf(element: Locator): Promise<string | undefined> {
  const ref = await element.evaluate(refInPage, describerKey);
  return ref === undefined ? undefined : String(ref);
}

async function describeFrame(page: Page, frame: Frame, redact: ScreenRedactor): Promise<ScreenFrame | undefined> {
  await install(frame);
  const described = await frame.evaluate(describeInPage, describerKey);
  // It has gone to another document meanwhile.
  if (described === undefined) return undefined;
  const { left, top } = await placeOf(page, frame);
  const css = await cssOf(page, frame);
  return { ...(css === undefined ? {} : { frame: css }), ...asKept(described, { left, top }, redact) };
}

function asKept(
  { address, title, elements, lines, connections }: DescribedFrame,
  { left, top }: Place,
  redact: ScreenRedactor,
): ScreenFrame {
  return {
    address: redact.address(address),
    title: redact.text(title),
    elements: elements.map(({ ref, box, css, testId, ...rest }) => ({
      ...rest,
      ...Object.fromEntries(
        (['name', 'label', 'placeholder', 'text'] as const).flatMap((key) => {
          const text = rest[key];
          return text === undefined ? [] : [[key, redact.text(text)]];
        }),
      ),
      ...(testId === undefined ? {} : { testId: { ...testId, value: redact.text(testId.value) } }),
      key: String(ref),
      css: [...css],
      box: { ...box, x: box.x + left, y: box.y + top },
    })),
    lines: lines.map(redact.text),
    connections: [...connections],
  };
}

interface Place {
  readonly left: number;
  readonly top: number;
}

/** Of a frame's corner, in the viewport of the page. */
async function placeOf(page: Page, frame: Frame): Promise<Place> {
  if (frame === page.mainFrame()) return { left: 0, top: 0 };
  const box = await (await frame.frameElement()).boundingBox();
  return { left: box?.x ?? 0, top: box?.y ?? 0 };
}

async function childAt(page: Page, parent: Frame, x: number, y: number): Promise<Frame | undefined> {
  for (const child of parent.childFrames()) {
    const box = await (await child.frameElement()).boundingBox();
    if (box !== null && x >= box.x && y >= box.y && x < box.x + box.width && y < box.y + box.height) return child;
  }
  return undefined;
}

/** How a profile names this frame: `undefined` is the main one, `any` one that has no name of its own or lies deeper. */
async function cssOf(page: Page, frame: Frame): Promise<string | undefined> {
  if (frame === page.mainFrame()) return undefined;
  if (frame.parentFrame() !== page.mainFrame()) return 'any';
  const element = await frame.frameElement();
  for (const attribute of ['id', 'name']) {
    const value = await element.getAttribute(attribute);
    if (value === null || !/^[A-Za-z][A-Za-z_-]{2,40}$/.test(value)) continue;
    const css = `iframe[${attribute}="${value}"]`;
    if ((await page.locator(css).count()) === 1) return css;
  }
  return 'any';
}

async function install(frame: Frame): Promise<void> {
  await frame.evaluate(pageScript('calibration', { part: 'screen' }));
}

/** These run in the page. */
function describeInPage(key: string): DescribedFrame | undefined {
  return (globalThis as unknown as Record<string, ScreenDescriber | undefined>)[key]?.describe();
}

function atInPage({ key, x, y }: { key: string; x: number; y: number }): ReturnType<ScreenDescriber['at']> {
  return (globalThis as unknown as Record<string, ScreenDescriber | undefined>)[key]?.at(x, y);
}

function refInPage(element: unknown, key: string): number | undefined {
  return (globalThis as unknown as Record<string, ScreenDescriber | undefined>)[key]?.refOf(element);
}

function explainInPage(handle: string): ReturnType<PagePlatform['explain']> {
  return (globalThis as unknown as Record<string, PagePlatform | undefined>)[handle]?.explain() ?? [];
}
