/**
 * The moments of a participant's timeline, in the order in which they usually come (design.md, "What is measured").
 * *usable* is not among them: it is derived from the recording, never recorded.
 */
export const momentNames = [
  'scheduled',
  'started',
  'link_opened',
  'page_ready',
  'join_pressed',
  'peer_connection_created',
  'signalling_open',
  'ice_connected',
  'dtls_connected',
  'first_sent',
  'first_packet',
  'first_frame',
  'in_meeting',
] as const;

export type MomentName = (typeof momentNames)[number];

export type MediaKind = 'audio' | 'video';
