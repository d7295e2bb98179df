/**
 * The published list: what a stats line holds once a second. Every other field is copied every 10 s and in the second
 * after a state event (`full` lines). Lines hold only what changed, and the list is what the metrics of design.md need at 1 Hz:
 *
 * - freezes, frame rate, resolution: framesDecoded, framesDropped, framesPerSecond, frameWidth, frameHeight, freezeCount,
 *   totalFreezesDuration (seconds);
 * - loss and jitter (seconds): packetsReceived, packetsLost, jitter; of sound, totalSamplesReceived and concealedSamples;
 * - bit rates: bytesReceived, bytesSent, without headers;
 * - round-trip time (seconds): currentRoundTripTime of the selected candidate pair, roundTripTime of the peer's reports;
 * - was the generator the bottleneck: framesEncoded, qualityLimitationReason.
 *
 * Names and units are those of https://www.w3.org/TR/webrtc-stats/.
 */
export const publishedStats: Readonly<Record<string, readonly string[]>> = {
  'inbound-rtp': [
    'packetsReceived',
    'packetsLost',
    'bytesReceived',
    'jitter',
    'framesDecoded',
    'framesDropped',
    'framesPerSecond',
    'frameWidth',
    'frameHeight',
    'freezeCount',
    'totalFreezesDuration',
    'totalSamplesReceived',
    'concealedSamples',
  ],
  'outbound-rtp': ['packetsSent', 'bytesSent', 'framesEncoded', 'qualityLimitationReason'],
  'remote-inbound-rtp': ['packetsLost', 'roundTripTime'],
  'candidate-pair': ['currentRoundTripTime'],
  transport: ['selectedCandidatePairId'],
};

/**
 * Copied never. `id` is the key already; `timestamp` is the line's `t` (kept for what the peer reported, whose time is
 * another); `base64Certificate` is a kilobyte that says nothing beyond its fingerprint.
 */
export function isCopied(type: string, field: string): boolean {
  if (field === 'id' || field === 'base64Certificate') return false;
  return field !== 'timestamp' || type.startsWith('remote-');
}
