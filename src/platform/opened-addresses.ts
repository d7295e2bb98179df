/** Which addresses are opened for a link, as far as that is known before: for judging whether they may be. */
import type { DeviceClass } from '../model/device.js';
import { linkFor, variablesFromLink } from './link-for.js';
import type { PlatformProfile, Template } from './profile.js';
import { fillTemplate, missingVariable, type Variables } from './template.js';

const deviceClasses: readonly DeviceClass[] = ['desktop', 'mobile'];

/** The link's own, for each device class, and those of the profile's `goto` steps. Where the page itself goes is its own affair. */
export function openedAddresses(profile: PlatformProfile, link: string, given: Variables): readonly string[] {
  const variables = { ...variablesFromLink(profile, link), link, name: 'x', ...given };
  const { join, ...others } = profile.actions;
  const steps = [...join.flatMap((stage) => stage.steps), ...Object.values(others).flat()];
  const gone = steps.flatMap((step) =>
    'goto' in step && hasKnownHost(step.goto, variables) ? [fillTemplate(step.goto, variables)] : [],
  );
  const addresses = [...deviceClasses.map((device) => addressOf(profile, link, device, variables)), ...gone];
  return [...new Set(addresses.filter((address) => URL.canParse(address)))];
}

/** A step may read off the page where to go. */
function hasKnownHost(template: Template, variables: Variables): boolean {
  return missingVariable(/^[^/]*\/\/[^/?#]*/.exec(template)?.[0] ?? template, variables) === undefined;
}

/** Rules that make no address of a link are told when it is joined; until then it is judged as it is. */
function addressOf(profile: PlatformProfile, link: string, device: DeviceClass, variables: Variables): string {
  try {
    return linkFor(profile, link, device, variables);
  } catch {
    return link;
  }
}
