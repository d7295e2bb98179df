/**
 * The platform contract: what a profile says about a meeting platform. It is data plus a few regular expressions; the
 * engine beside it knows how to carry it out. `profiles/` has the shipped ones, README one from first line to last.
 *
 *     link ─► match ─► url ─► the page opens ─► states, proved in the page ─► join stages ─► in_meeting
 *                                                    └─► outcomes: refused, and why
 */
import type { DeviceClass } from '../model/device.js';
import type { JoinState } from '../model/join-state.js';
import type { RefusalReason } from '../model/outcome.js';

export interface PlatformProfile {
  /** Lower case with dashes; what `platform:` in a scenario and `--platform` name. */
  readonly name: string;
  /** For people; `name` unless given. */
  readonly title?: string;
  readonly match: LinkMatch;
  /**
   * Values read from the link: the first group of each expression, percent-decoded. Used in templates as `{key}`, beside
   * `{link}`, `{name}` and `{passcode}`; what the scenario gives wins over what the link holds.
   */
  readonly variables?: Readonly<Record<string, RegExp>>;
  /** How a pasted invitation or a bare meeting number is read. */
  readonly invitation?: InvitationRules;
  /**
   * Parts of the page by name, so that `'@join'` in a step means the same everywhere, and a person who has seen the real page
   * can correct one place (`rollcall calibrate` does).
   */
  readonly elements?: Readonly<Record<string, Locator>>;
  readonly url?: UrlRules;
  readonly context?: ContextNeeds;
  /** The connection whose opening is `signalling_open`: WebSocket or long poll, by its URL. Absent: not measured. */
  readonly signalling?: { readonly url: RegExp };
  /** Where media can be measured: `pc` in RTCPeerConnections (default), `opaque` nowhere. */
  readonly media?: 'pc' | 'opaque';
  /**
   * How each state is proved: by its rule, or any one of several. `in_meeting` is required, and its rule must be a positive
   * proof: a leave button alone also shows in lobbies. Rules are tried in the order of `joinStates` (model/join-state.ts), whatever the order here.
   */
  readonly states: Readonly<Partial<Record<ProvableState, StateRule | readonly StateRule[]>>>;
  /** The state, or the first of several, that is `page_ready`. Default `prejoin`. */
  readonly ready?: ProvableState | readonly ProvableState[];
  readonly actions: Actions;
  /** What may lie over the page at any time and is cleared away: cookie bars, hints. Looked for before each action. */
  readonly dismiss?: readonly Dismissal[];
  /** States in which the link is opened again instead of giving up; the join's clock goes on. */
  readonly retries?: Readonly<Partial<Record<ProvableState, Retry>>>;
  /**
   * What a state before `in_meeting` comes to. Unless told otherwise, states named like a refusal reason end the join
   * with it, `removed` is `denied`, and all others are waited out. `wait` makes a state transient.
   */
  readonly outcomes?: Readonly<Partial<Record<ProvableState, RefusalReason | 'wait'>>>;
  /** Whether a guest can join by web at all, and on what. */
  readonly guest?: GuestAccess;
  readonly limits?: Limits;
  readonly policy?: Policy;
  /** On what the whole profile has been seen to work. Absent: on nothing. */
  readonly verified?: Verification;
}

/** `unknown` is what is left when no rule holds. */
export type ProvableState = Exclude<JoinState, 'unknown'>;

interface LinkMatch {
  /** A link is this platform's when one of these matches it. */
  readonly links: readonly RegExp[];
  /**
   * `vendor`: the host alone tells whose link it is. `self-hosted`: any host may serve it, so another profile's pattern
   * may match too; then the user has to name the platform.
   */
  readonly hosting: 'vendor' | 'self-hosted';
  /** Links of this platform that nobody can join, and why; tried first. */
  readonly reject?: readonly { readonly link: RegExp; readonly reason: string }[];
}

/** What a person pastes: a whole invitation, in any language, or the number alone. */
interface InvitationRules {
  /** Words by which an invitation without a link names this platform. */
  readonly names?: readonly RegExp[];
  /** What stands before a meeting number or passcode; beside the labels that every platform's invitations use. */
  readonly numberLabels?: readonly RegExp[];
  readonly passcodeLabels?: readonly RegExp[];
  /** A meeting number without its separators, whole: `/^\d{9,11}$/`. */
  readonly number?: RegExp;
  /** A passcode, whole. */
  readonly passcode?: RegExp;
  /** The link of a meeting of which only the number is known; `{number}` and `{passcode}`. */
  readonly link?: Template;
}

/** How a link becomes the address that is opened; in the order of these keys. Values are templates. */
interface UrlRules {
  /** The first whose `from` matches replaces that match by `to` (`$1` is its first group). */
  readonly rewrite?: readonly { readonly from: RegExp; readonly to: string; readonly only?: DeviceClass }[];
  readonly query?: Readonly<Record<string, string>>;
  /** Joined with `&` and appended to what the fragment holds. */
  readonly hash?: Readonly<Record<string, string>>;
  /** Code, where data cannot say it: addresses that have to be signed for each participant. */
  readonly sign?: SignedLink;
}

/** @returns the address for this participant; the same one where the variables that it needs were not given. */
export type SignedLink = (address: string, variables: Readonly<Record<string, string | undefined>>) => string;

interface ContextNeeds {
  /** Pins the page's language when its texts prove states, e.g. `en-US`. Absent: the participant's own. */
  readonly locale?: string;
  /** Beside camera and microphone, which are always granted. Playwright's names. */
  readonly permissions?: readonly string[];
  /** A browser without H.264 cannot join (`required`) or joins without some video (`warn`). */
  readonly h264?: 'required' | 'warn';
  /** Schemes by which the page may try to start an app: `wemeet`. Never followed; a try is noted. */
  readonly appSchemes?: readonly string[];
  /** Guests without a session of their own are turned away: the scenario has to bring one (`storageState`). */
  readonly session?: 'required';
}

/** A state holds when all of `all` hold, one of `any` (if given) and none of `none`. */
export interface StateRule {
  readonly all?: readonly Marker[];
  readonly any?: readonly Marker[];
  readonly none?: readonly Marker[];
  /** How long it must hold before it counts, in ms; its time is still when it began to hold. Default 0. */
  readonly debounceMs?: number;
  /**
   * In which frames it is tried: the `main` one (default), `any`, or those whose address matches. Of states proved by
   * several frames at once the one earliest in `joinStates` counts.
   */
  readonly frames?: 'main' | 'any' | RegExp;
  /**
   * The only states that may follow. Keeps what people write in a chat ("the meeting has ended") from being taken for the
   * page's own word. Absent: any.
   */
  readonly next?: readonly ProvableState[];
}

/**
 * Something seen in the page: exactly one of the keys `css`, `role`, `text`, `url`, `title`, `status`, `console`, `dialog`,
 * `connection`, `liveTrack`, `script`.
 */
export type Marker =
  | CssMarker
  | RoleMarker
  | TextMarker
  | UrlMarker
  | TitleMarker
  | StatusMarker
  | ConsoleMarker
  | DialogMarker
  | ConnectionMarker
  | TrackMarker
  | ScriptMarker;

interface CssMarker extends Provenance {
  readonly css: string;
  /** `visible` (default): rendered, whether or not it is in view. `attached`: in the document. */
  readonly is?: 'visible' | 'attached';
}

/** `button`, `textbox` … by element and `role`; its name by text, `aria-label`, label, `title` or placeholder. Visible. */
interface RoleMarker extends Provenance {
  readonly role: MarkerRole;
  readonly name?: Text;
}

export const markerRoles = ['button', 'link', 'textbox', 'checkbox', 'heading', 'dialog', 'alert'] as const;
type MarkerRole = (typeof markerRoles)[number];

interface TextMarker extends Provenance {
  /** Visible text. */
  readonly text: Text;
  /** CSS of where to look; the whole page unless given. Cheaper, and safer against what people write in chats. */
  readonly within?: string;
}

interface UrlMarker extends Provenance {
  /** Matches the frame's present address. */
  readonly url: RegExp;
}

interface TitleMarker extends Provenance {
  readonly title: Text;
}

interface StatusMarker extends Provenance {
  /** HTTP status of the document, e.g. 404. */
  readonly status: number;
}

interface ConsoleMarker extends Provenance {
  /** A line that the page wrote to its console, at any time since the document began. */
  readonly console: Text;
}

interface DialogMarker extends Provenance {
  /** The message of an `alert`, `confirm` or `prompt` that this document showed. All are dismissed. */
  readonly dialog: Text;
}

interface ConnectionMarker extends Provenance {
  /** Some RTCPeerConnection of the document is in this state now (`connectionState`). */
  readonly connection: 'connecting' | 'connected' | 'disconnected' | 'failed' | 'closed';
}

interface TrackMarker extends Provenance {
  /**
   * A media element of the page holds a remote track of this kind that is live and not muted. Tracks that came from
   * `getUserMedia` or a canvas are not remote; an `Audio` object outside the document is not seen.
   */
  readonly liveTrack: 'audio' | 'video';
}

interface ScriptMarker extends Provenance {
  /** A JavaScript expression, truthy when the marker holds; looked at four times a second. What throws does not hold. */
  readonly script: string;
}

/**
 * Texts that mean the same. A string is found anywhere (`exact`: is all of the label or line), in any case, with white space
 * collapsed and ’ taken as '. A RegExp is taken as it is. Of a set by language all are tried, since pages do not
 * always speak the language that they were asked for.
 */
export type Text = RegExp | TextSet | { readonly exact: TextSet };
export type TextSet = string | readonly string[] | Readonly<Record<string, string | readonly string[]>>;

/** Where a selector or text comes from and when it was last seen to work. Shown, never used. */
export interface Provenance {
  readonly source?: string;
  /**
   * `code`: read in public code that drives or makes the page. `documented`: by the vendor. `secondary`: others say so.
   * `inferred`: a guess that nobody has checked.
   */
  readonly confidence?: Confidence;
  /** ISO date: seen to work on the real thing. */
  readonly verifiedAt?: string;
}

export const confidences = ['code', 'documented', 'secondary', 'inferred'] as const;
export type Confidence = (typeof confidences)[number];

/** `live`: the vendor's service. `software`: the real software, on a server of our own. `replica`: a page that we wrote after it. */
export const verificationKinds = ['live', 'software', 'replica'] as const;

export interface Verification {
  readonly on: (typeof verificationKinds)[number];
  /** ISO date. */
  readonly at: string;
  /** Which version or page, in a few words. */
  readonly what?: string;
}

interface GuestAccess extends Provenance {
  readonly web: 'yes' | 'if the host allows' | 'unclear' | 'no';
  /** On which a guest can join by web. */
  readonly devices: readonly DeviceClass[];
}

/** Cleared away when `seen` is visible, in the main frame; a dismissal that fails is no error. */
export interface Dismissal {
  readonly seen: Locator;
  /** What is clicked; `seen` itself unless given. */
  readonly click?: Locator;
}

export interface Retry {
  /** How long to wait before the link is opened again, in ms. */
  readonly afterMs: number;
  readonly times: number;
}

/**
 * One way or several, in order of trust, to find an element; the first that matches wins. A string is CSS, or `@name` for what
 * `elements` says.
 */
export type Locator = string | LocatorChoice | readonly (string | LocatorChoice)[];

/** Exactly one of the keys `css`, `testId`, `role`, `label`, `placeholder`, `text`. */
export type LocatorChoice = (
  | { readonly css: string }
  | { readonly testId: string; readonly attribute?: string }
  /** An ARIA role; `name` is the accessible name. */
  | { readonly role: string; readonly name?: Text }
  | { readonly label: Text }
  | { readonly placeholder: Text }
  | { readonly text: Text }
) & {
  /** Of several visible matches this one, from 0. Default 0. */
  readonly nth?: number;
  /** CSS of the iframe that holds it; `any`: whichever frame has it. Shadow roots are entered without saying so. */
  readonly frame?: string;
} & Provenance;

/** Text with `{variables}` in it. */
export type Template = string;

/** One thing done to the page: exactly one of the keys below that name an action. */
export type Step = StepAction & {
  /** This is the press on Join: its event is `join_pressed`. Of several (a passcode asked for later) the last counts. */
  readonly joins?: true;
  /** Does nothing when its element is not there within `timeoutMs`, which is then 0 by default. */
  readonly optional?: true;
  /** How long to wait for the element, in ms. Default 10,000. */
  readonly timeoutMs?: number;
  readonly only?: DeviceClass;
};

type StepAction =
  /** A real click: waits until the element is visible, still and not covered. */
  | { readonly click: Locator }
  /** `element.click()`: for buttons under an overlay. */
  | { readonly domClick: Locator }
  /** Sets the value as a paste would. */
  | { readonly fill: Locator; readonly value: Template }
  /** Real key presses, for forms that ignore a paste. */
  | { readonly type: Locator; readonly value: Template }
  /** Presses a key: `Enter`, `Control+d`; in the element, or wherever the focus is. */
  | { readonly press: string; readonly at?: Locator }
  /** Clicks only if what the element shows differs from what is wanted. */
  | { readonly toggle: Locator; readonly isOn: Readout; readonly to: ToggleTarget }
  /** Ticks a box unless it is ticked. */
  | { readonly check: Locator }
  /** Waits for one of these states. */
  | { readonly waitFor: ProvableState | readonly ProvableState[] }
  | { readonly goto: Template }
  /** Reads a variable off the page, unless it is known: a JavaScript expression that gives a text. */
  | { readonly read: string; readonly script: string };

/** `camera`, `microphone`: as this participant's media say. */
export type ToggleTarget = 'on' | 'off' | 'camera' | 'microphone';

/** On, when this attribute (without one: the element's text) is this string or matches this expression. */
export interface Readout {
  readonly attribute?: string;
  readonly is: string | RegExp;
}

export interface Actions {
  /** What to do in which state on the way in. Done once when the state is entered, up to `times` in all. */
  readonly join: readonly JoinStage[];
  /** Absent: the page is closed. */
  readonly leave?: readonly Step[];
  readonly mute?: readonly Step[];
  readonly unmute?: readonly Step[];
  readonly cameraOn?: readonly Step[];
  readonly cameraOff?: readonly Step[];
}

export interface JoinStage {
  readonly when: ProvableState | readonly ProvableState[];
  readonly steps: readonly Step[];
  /** Default 1. */
  readonly times?: number;
}

/** Documented limits of the platform, for comparing with what is asked for. */
interface Limits extends Provenance {
  /** Of the plan that everybody has unless `authorisation.planLimit` says otherwise. */
  readonly participants?: number;
  /** That plan, in words: `free plan`. */
  readonly plan?: string;
  readonly minutes?: number;
  /** Characters of a display name. */
  readonly nameLength?: number;
  /** Latin letters and digits alone: whatever else is in a name becomes an `x`. */
  readonly nameCharacters?: 'alphanumeric';
}

interface Policy extends Provenance {
  /**
   * `own-server`: open source, test your own. `permission`: ask the vendor. `restricted`: the vendor turns automated
   * guests away; walls are named outcomes and never evaded.
   */
  readonly automation: 'own-server' | 'permission' | 'restricted';
  /** Shown before a run. */
  readonly warning?: string;
  /** Instances of the software that others run for the public: never loaded without an authorisation. Host names, `*.` allowed. */
  readonly publicHosts?: readonly string[];
  /** Joins a second when nobody says how fast people come. */
  readonly joinsPerSecond?: number;
}
