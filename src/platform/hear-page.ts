/** Tells the page code what only the browser's side hears: console lines and dialogs, where the profile has markers for them. */
import type { Page } from 'playwright';
import type { PagePlatform } from './page/config.js';
import { pageHandle } from './platform-page-script.js';
import type { PlatformProfile } from './profile.js';

type Kind = Parameters<PagePlatform['heard']>[0];

/** Dialogs are dismissed at once, as Playwright does when nobody listens. Call before the page opens anything. */
export function hearPage(page: Page, profile: PlatformProfile): void {
  const kinds = new Set(markersOf(profile).flatMap((marker) => ['console', 'dialog'].filter((kind) => kind in marker)));
  if (kinds.has('console')) {
    page.on('console', (message) => void tell(page, 'console', message.text()));
  }
  if (kinds.has('dialog')) {
    page.on('dialog', (dialog) => {
      const text = dialog.message();
      void dialog
        .dismiss()
        .catch(() => undefined)
        .then(() => tell(page, 'dialog', text));
    });
  }
}

/** Which frame spoke is not known: all are told. */
async function tell(page: Page, kind: Kind, text: string): Promise<void> {
  await Promise.all(
    page.frames().map((frame) => frame.evaluate(tellInPage, { handle: pageHandle, kind, text }).catch(() => undefined)),
  );
}

/** Runs in the page. */
function tellInPage({ handle, kind, text }: { handle: string; kind: Kind; text: string }): void {
  const offered = (globalThis as Record<string, unknown>)[handle] as PagePlatform | undefined;
  offered?.heard(kind, text);
}

function markersOf({ states }: PlatformProfile): readonly object[] {
  return Object.values(states)
    .flat()
    .flatMap(({ all = [], any = [], none = [] }) => [...all, ...any, ...none]);
}
