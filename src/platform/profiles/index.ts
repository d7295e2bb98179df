import type { PlatformProfile } from '../profile.js';
import { bigBlueButton } from './bigbluebutton.js';
import { dingtalk } from './dingtalk.js';
import { elementCall } from './element-call.js';
import { feishu } from './feishu.js';
import { galene } from './galene.js';
import { generic } from './generic.js';
import { googleMeet } from './google-meet.js';
import { janusVideoroom } from './janus-videoroom.js';
import { jitsi } from './jitsi.js';
import { livekitMeet } from './livekit-meet.js';
import { mirotalkSfu } from './mirotalk-sfu.js';
import { nextcloudTalk } from './nextcloud-talk.js';
import { rehearsal } from './rehearsal.js';
import { teams } from './teams.js';
import { tencent } from './tencent.js';
import { webex } from './webex.js';
import { wecom } from './wecom.js';
import { zoom } from './zoom.js';

/** The profiles that come with Rollcall. A user's own is put before them. */
export const platformProfiles: readonly PlatformProfile[] = [
  rehearsal,
  janusVideoroom,
  tencent,
  dingtalk,
  wecom,
  teams,
  zoom,
  googleMeet,
  webex,
  feishu,
  jitsi,
  bigBlueButton,
  livekitMeet,
  galene,
  elementCall,
  nextcloudTalk,
  mirotalkSfu,
  generic,
];
