/**
 * Walls are outcomes, and a person can mostly do something about them: one sentence for each reason of a refusal. None of them
 * is a way around the wall.
 */
import type { RefusalReason } from '../model/outcome.js';

export const refusalAdvice: Readonly<Record<RefusalReason, string>> = {
  bad_passcode:
    'The passcode was missing or wrong: give it as ROLLCALL_PASSCODE, in the invitation or with the scenario’s meeting.',
  full: 'The meeting had no place left: ask for a plan with more places, let fewer come, or end what is left of an earlier run.',
  locked: 'The host had locked the meeting: have it unlocked before the run.',
  ended: 'The meeting was over: make a new one, or let people come while it goes on.',
  not_found: 'There is no such meeting: check the link or number, and whether it has expired.',
  not_started: 'The meeting had not begun: let the host start it first, or allow people in before the host.',
  denied:
    'The host or the meeting turned them away: let the host admit them, or switch the waiting room off for the test.',
  login_required:
    'Only people who are logged in get in: let the host allow guests, or bring test accounts of your own (storageState).',
  rate_limited:
    'The platform finds that joins come too often: spread them (a longer within, a lower rate), or ask whoever runs it to allow more for the test.',
  captcha:
    'The platform asks for a captcha, which Rollcall never solves: ask whoever runs it to switch it off for the test, or test a server of your own.',
  bot_wall:
    'The platform turns automated guests away, and Rollcall does not disguise them: ask its vendor for an arrangement for tests.',
  insiders_only:
    'Only members or people who were invited get in: let the host open the meeting to everybody with the link.',
  unsupported_browser:
    'The platform does not take this browser: name another with --browser, best a current Google Chrome.',
  name_taken: 'Somebody of that name is in the meeting: end what is left of an earlier run, or rename the scenario.',
  app_only:
    'This meeting is for the app alone: let the host allow joining by browser, or choose a kind of meeting that does.',
  region: 'The platform does not serve the place that this machine comes from: run from a place that it serves.',
};
