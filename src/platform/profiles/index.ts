import type { PlatformProfile } from '../profile.js';
import { dingtalk } from './dingtalk.js';
import { janusVideoroom } from './janus-videoroom.js';
import { rehearsal } from './rehearsal.js';
import { tencent } from './tencent.js';
import { wecom } from './wecom.js';

/** The profiles that come with Rollcall. A user's own is put before them. */
export const platformProfiles: readonly PlatformProfile[] = [rehearsal, janusVideoroom, tencent, dingtalk, wecom];
