/**
 * WeCom 企业微信 / 企業微信: its meetings are held on Tencent Meeting's servers, and outsiders join by Tencent's client, so this
 * is that profile with what WeCom has of its own (platforms.md §2.4, §2.5). Links look the same: a bare link is taken for
 * Tencent's, an invitation that names WeCom for this one.
 */
import { definePlatform } from '../define-platform.js';
import { tencent } from './tencent.js';

/** What Tencent's was verified on is no word on this one. */
const { verified: _, ...client } = tencent;

export const wecom = definePlatform({
  ...client,
  name: 'wecom',
  title: 'WeCom 企业微信 企業微信 (by Tencent Meeting)',
  invitation: {
    ...client.invitation,
    names: [/企业微信/, /企業微信/, /WeCom/i, /WeChat Work/i],
  },
  guest: {
    web: 'unclear',
    devices: ['desktop', 'mobile'],
    source: 'no public evidence for WeCom itself; what holds for Tencent Meeting is assumed',
    confidence: 'inferred',
  },
  limits: {
    // Whoever waits in the waiting room counts. No limit of time is known.
    participants: 100,
    plan: 'base plan',
    source: 'casafelicepanchgani.com/news_in/1983, 2023-06',
    confidence: 'secondary',
  },
  policy: {
    automation: 'permission',
    warning:
      'Tencent forbids unauthorised plug-ins and control software on WeCom: get written permission, and load meetings of your own only. People in the waiting room take seats too.',
    joinsPerSecond: 0.5,
    source: 'a notice of 2024-03, at second hand; the refusal of too frequent joins is that of Tencent Meeting',
    confidence: 'secondary',
  },
});
