/**
 * Calls `look` when something happened that may change a state: mutations, navigation, visibility, media and tracks. No
 * timer runs unless a script marker asks for one; nothing waits for a frame, since hidden pages paint none.
 */
import { tracksInPage } from './markers.js';

/** Beside mutations: what shows or hides elements, changes the address, or brings media. */
const documentEvents = ['readystatechange', 'DOMContentLoaded', 'visibilitychange'];
const windowEvents = ['load', 'pageshow', 'popstate', 'hashchange', 'resize'];
/** These do not bubble, but are seen on their way down. */
const capturedEvents = ['load', 'transitionend', 'animationend', 'loadstart', 'loadedmetadata', 'playing', 'emptied'];

const scriptMarkerMs = 250;

export interface Needs {
  readonly texts: boolean;
  readonly tracks: boolean;
  readonly scripts: boolean;
}

export function onPossibleChange(needs: Needs, look: () => void): void {
  const observer = new MutationObserver(look);
  // `document` outlives the root element, which does not exist yet when this runs.
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: needs.texts });
  for (const name of documentEvents) document.addEventListener(name, look);
  for (const name of windowEvents) window.addEventListener(name, look);
  for (const name of capturedEvents) document.addEventListener(name, look, true);
  // pushState fires no event of its own.
  if ('navigation' in window) (window.navigation as EventTarget).addEventListener('currententrychange', look);
  if (needs.scripts) setInterval(look, scriptMarkerMs);
  if (needs.tracks) followTracks(look);
}

/** Media elements are found by their events; their tracks then speak for themselves. */
function followTracks(look: () => void): void {
  const known = new WeakSet<MediaStreamTrack>();
  const follow = (): void => {
    for (const track of tracksInPage()) {
      if (known.has(track)) continue;
      known.add(track);
      for (const name of ['unmute', 'mute', 'ended']) track.addEventListener(name, look);
    }
    look();
  };
  for (const name of ['loadstart', 'loadedmetadata', 'playing', 'resize']) {
    document.addEventListener(name, follow, true);
  }
}
