/**
 * Calls `look` when something other than a mutation happened that may change a state: navigation, visibility, the end of an
 * animation. No timer runs unless a script marker asks for one; nothing waits for a frame, since hidden pages paint none.
 */
/** What shows or hides elements or changes the address. */
const documentEvents = ['readystatechange', 'DOMContentLoaded', 'visibilitychange'];
const windowEvents = ['load', 'pageshow', 'popstate', 'hashchange', 'resize'];
/** These do not bubble, but are seen on their way down. */
const capturedEvents = ['load', 'transitionend', 'animationend'];

const scriptMarkerMs = 250;

/** @param asksScripts Some marker is a script: nothing tells when its answer changes. */
export function onPossibleChange(asksScripts: boolean, look: () => void): void {
  for (const name of documentEvents) document.addEventListener(name, look);
  for (const name of windowEvents) window.addEventListener(name, look);
  for (const name of capturedEvents) document.addEventListener(name, look, true);
  // pushState fires no event of its own.
  if ('navigation' in window) (window.navigation as EventTarget).addEventListener('currententrychange', look);
  if (asksScripts) setInterval(look, scriptMarkerMs);
}
