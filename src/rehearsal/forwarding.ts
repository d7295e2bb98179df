/**
 * Who is forwarded to whom, for one kind of media. Pure: the same senders and the same past give the same choice.
 *
 * 1. Nobody gets back what he sends.
 * 2. Who is forwarded stays so while he sends: a picture that comes and goes is worse than a missing one.
 * 3. A free place goes to who talked last; among those who never talked to the one whom the fewest others receive,
 *    then to the one who joined first.
 * 4. No place free, and somebody who is not forwarded talks now: he gets the place of the forwarded one who has been
 *    silent longest, if that is 3 s or more. One place a decision, so that a heated debate does not shuffle the grid.
 */

/** As many as real meetings send to a gallery that shows a few people. */
export const forwardedVideos = 4;
/** Three voices at once are all that anybody can follow. */
export const forwardedAudios = 3;

/** Silence that costs a forwarded person the place. */
const silentAfterMs = 3_000;
/** Voice this recent is talking now. */
const talkingWithinMs = 1_000;

export interface Sender {
  readonly id: string;
  /** Position in the order of joining. */
  readonly order: number;
  /** When this person's voice was last heard; absent: never. */
  readonly voiceAt?: number;
  /** How many others receive this stream now. */
  readonly watchers: number;
}

export interface ForwardingCase {
  readonly receiver: string;
  readonly senders: readonly Sender[];
  /** Ids forwarded to this receiver until now. */
  readonly current: readonly string[];
  readonly places: number;
  readonly now: number;
}

/** @returns ids to forward from now on: those that stay first, in their old order. */
export function chooseForwarded({ receiver, senders, current, places, now }: ForwardingCase): readonly string[] {
  const others = new Map(senders.filter((sender) => sender.id !== receiver).map((sender) => [sender.id, sender]));
  const kept = current.filter((id) => others.has(id)).slice(0, places);
  const waiting = [...others.values()].filter((sender) => !kept.includes(sender.id)).sort(byClaim);
  const chosen = [...kept, ...waiting.slice(0, places - kept.length).map((sender) => sender.id)];
  const claimant = waiting.find((sender) => !chosen.includes(sender.id));
  if (claimant === undefined || now - voiceOf(claimant) > talkingWithinMs) return chosen;

  const quietest = chosen
    .flatMap((id) => others.get(id) ?? [])
    .reduce<Sender | undefined>((a, b) => (a === undefined || voiceOf(b) < voiceOf(a) ? b : a), undefined);
  if (quietest === undefined || now - voiceOf(quietest) < silentAfterMs) return chosen;
  return chosen.map((id) => (id === quietest.id ? claimant.id : id));
}

function byClaim(a: Sender, b: Sender): number {
  if (voiceOf(a) !== voiceOf(b)) return voiceOf(b) - voiceOf(a);
  return a.watchers - b.watchers || a.order - b.order;
}

function voiceOf(sender: Sender): number {
  return sender.voiceAt ?? Number.NEGATIVE_INFINITY;
}
