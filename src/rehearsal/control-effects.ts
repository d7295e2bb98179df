/** What the control interface can do to meetings that are going on, each effect with its line in the truth log. */
import { isRefusalKnob, refusalKnobs, type RefusalKnob } from './knobs.js';
import type { Meetings } from './meetings.js';
import type { MediaKind } from './page/protocol.js';
import type { Participant } from './participant.js';

/** What was asked for, checked in form. Absent `participant`: everybody; absent `ms`: until further notice. */
interface ControlRequest {
  /** Id (`p3`) or name. */
  readonly participant?: string | undefined;
  /** `cut`: whether the media is cut. `stop-forwarding`: only this kind; `true` is both. */
  readonly media?: boolean | MediaKind | undefined;
  /** `cut`: whether the signalling socket is cut. */
  readonly signalling?: boolean | undefined;
  readonly ms?: number | undefined;
  /** `refuse`: with what; `none` lets newcomers in again. */
  readonly reason?: string | undefined;
}

type ControlResult = { readonly done: number } | { readonly status: 400 | 404 | 409; readonly problem: string };
export type ControlAction = (meetings: Meetings, request: ControlRequest) => ControlResult;

const wholeNotice = Number.MAX_SAFE_INTEGER;

export const controlActions: Readonly<Record<string, ControlAction>> = {
  /** One participant is thrown out. */
  remove: (meetings, { participant }) => {
    if (participant === undefined) return { status: 400, problem: 'Say whom to remove: {"participant": "p1"}.' };
    return onParticipants(meetings, participant, (targets) => {
      log(meetings, 'remove', participant, {});
      for (const target of targets) meetings.roomOf(target)?.remove(target);
    });
  },

  /** Every meeting is over, and stays so. */
  end: (meetings) => {
    const count = meetings.participants.length;
    log(meetings, 'end', undefined, {});
    meetings.endAll();
    return { done: count };
  },

  /** A pulled cable: media, signalling, or both (unless told). */
  cut: (meetings, { participant, media, signalling, ms }) => {
    const cutsMedia = media ?? signalling !== true;
    const cutsSignalling = signalling ?? media === undefined;
    if (typeof cutsMedia !== 'boolean') return { status: 400, problem: 'media is true or false here.' };
    if (!cutsMedia && !cutsSignalling)
      return { status: 400, problem: 'Nothing to cut: media and signalling are false.' };
    return onParticipants(meetings, participant, (targets) => {
      log(meetings, 'cut', participant, { media: cutsMedia, signalling: cutsSignalling, ...duration(ms) });
      for (const target of targets) {
        if (cutsMedia) target.cutMedia(true);
        if (!cutsSignalling) continue;
        target.signallingCutUntil = meetings.clock.now() + (ms ?? wholeNotice);
        target.peer?.terminate();
      }
      if (cutsMedia)
        whenOver(meetings, 'cut', participant, targets, ms, (target) => {
          target.cutMedia(false);
        });
    });
  },

  /** Connections stay up, but the SFU sends these participants nothing. */
  'stop-forwarding': (meetings, { participant, media, ms }) => {
    if (media === false) return { status: 400, problem: 'media is "audio", "video" or true here.' };
    const kinds: readonly MediaKind[] = typeof media === 'string' ? [media] : ['audio', 'video'];
    return onParticipants(meetings, participant, (targets) => {
      log(meetings, 'stop-forwarding', participant, { media: kinds.join('+'), ...duration(ms) });
      for (const target of targets) target.receiver.hold(kinds, true);
      whenOver(meetings, 'stop-forwarding', participant, targets, ms, (target) => {
        target.receiver.hold(kinds, false);
      });
    });
  },

  /** Newcomers are turned away. */
  refuse: (meetings, { reason = 'full', ms }) => {
    if (reason !== 'none' && !isRefusalKnob(reason)) {
      return { status: 400, problem: `reason is one of ${refusalKnobs.join(', ')}, none.` };
    }
    log(meetings, 'refuse', undefined, { reason, ...duration(ms) });
    meetings.refuseNewcomers(reason === 'none' ? undefined : (reason satisfies RefusalKnob));
    if (reason !== 'none' && ms !== undefined) {
      void meetings.clock.sleep(ms).then(() => {
        meetings.refuseNewcomers(undefined);
        meetings.truth({ t: meetings.clock.now(), type: 'control_over', action: 'refuse' });
      });
    }
    return { done: 1 };
  },
};

/** Finds whom it is about, and does it. */
function onParticipants(
  meetings: Meetings,
  wanted: string | undefined,
  act: (targets: readonly Participant[]) => void,
): ControlResult {
  const everybody = meetings.participants;
  const byId = everybody.filter(({ identity }) => wanted === undefined || identity.participant === wanted);
  const targets = byId.length > 0 ? byId : everybody.filter(({ identity }) => identity.name === wanted);
  if (targets.length === 0) return { status: 404, problem: 'Nobody of that id or name is in a meeting.' };
  if (wanted !== undefined && targets.length > 1) {
    return { status: 409, problem: 'Several have that name: use the id, which GET /control/state lists.' };
  }
  act(targets);
  return { done: targets.length };
}

function whenOver(
  meetings: Meetings,
  action: string,
  participant: string | undefined,
  targets: readonly Participant[],
  ms: number | undefined,
  undo: (target: Participant) => void,
): void {
  if (ms === undefined) return;
  void meetings.clock.sleep(ms).then(() => {
    for (const target of targets) undo(target);
    meetings.truth({
      t: meetings.clock.now(),
      type: 'control_over',
      action,
      ...(participant === undefined ? {} : { participant }),
    });
  });
}

function log(
  meetings: Meetings,
  action: string,
  participant: string | undefined,
  detail: Readonly<Record<string, string | number | boolean>>,
): void {
  meetings.truth({
    t: meetings.clock.now(),
    type: 'control',
    action,
    ...(participant === undefined ? {} : { participant }),
    detail,
  });
}

function duration(ms: number | undefined): { readonly ms?: number } {
  return ms === undefined ? {} : { ms };
}
