/** Media elements, and whether what they play came from others. */

const mediaEvents = ['loadstart', 'loadedmetadata', 'playing', 'emptied', 'resize'];
const trackEvents = ['unmute', 'mute', 'ended'];

/** Media elements and their tracks speak for themselves: `look` is called when one of them has something to say. */
export function createTrackFollower(look: () => void): (elements: Iterable<Element>) => void {
  const known = new WeakSet<EventTarget>();
  const follow = (target: EventTarget, events: readonly string[]): void => {
    if (known.has(target)) return;
    known.add(target);
    for (const name of events) target.addEventListener(name, look);
  };
  return (elements) => {
    for (const element of elements) {
      follow(element, mediaEvents);
      for (const track of tracksOf(element)) follow(track, trackEvents);
    }
  };
}

/**
 * Chromium says of a captured track in which group of devices it is; of a remote one it cannot. A canvas makes tracks of a
 * class of its own. Both hold for Rollcall's own fake devices too.
 */
export function hasLiveRemoteTrack(elements: Iterable<Element>, media: 'audio' | 'video'): boolean {
  for (const element of elements)
    if (tracksOf(element).some((track) => track.kind === media && isLive(track) && isRemote(track))) return true;
  return false;
}

/** Of the stream that a media element plays, its own camera among them. */
function tracksOf(element: Element): readonly MediaStreamTrack[] {
  const { srcObject } = element as Partial<HTMLMediaElement>;
  return srcObject instanceof MediaStream ? srcObject.getTracks() : [];
}

function isLive(track: MediaStreamTrack): boolean {
  return track.readyState === 'live' && !track.muted;
}

function isRemote(track: MediaStreamTrack): boolean {
  return (
    Object.prototype.toString.call(track) === '[object MediaStreamTrack]' && track.getSettings().groupId === undefined
  );
}
