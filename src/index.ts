/** The public surface: what scenario and platform files import from `rollcall`. */
export { defineScenario } from './scenario/define-scenario.js';
export type * from './scenario/scenario.js';
export type { Duration, NetworkFigures, Participant } from './model/participant.js';
export type { Authorisation } from './model/run-options.js';
export { definePlatform } from './platform/define-platform.js';
export { extendPlatform, type PlatformChanges } from './platform/extend-platform.js';
export type * from './platform/profile.js';
