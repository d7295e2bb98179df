/**
 * The published list: what a stats line holds once a second. Every other field is copied every 10 s and in the second
 * after a state event (`full` lines). Lines hold only what changed, and the list is what the metrics of design.md need at 1 Hz:
 *
 * - freezes, frame rate, resolution: framesDecoded, framesDropped, framesPerSecond, frameWidth, frameHeight, freezeCount,
 *   totalFreezesDuration, totalPausesDuration (seconds);
 * - loss and jitter (seconds): packetsReceived, packetsLost, jitter; of sound, concealedSamples;
 * - is anything sent, and so steadily that a silence elsewhere is an outage: packetsSent, framesSent;
 * - whose is it: kind, and of what is received trackIdentifier. They never change: once a stream is all that they cost;
 * - round-trip time (seconds): currentRoundTripTime of the selected candidate pair;
 * - was the generator the bottleneck: qualityLimitationReason, and of the camera framesPerSecond.
 *
 * Bit rates are to be had over 10 s (bytesReceived, bytesSent): once a second they would cost 20 bytes a stream, and the budget
 * of the recording is 1 KB a participant-second with 2 remote senders.
 *
 * Names and units are those of https://www.w3.org/TR/webrtc-stats/.
 */
export const publishedStats: Readonly<Record<string, readonly string[]>> = {
  'inbound-rtp': [
    'kind',
    'trackIdentifier',
    'packetsReceived',
    'packetsLost',
    'jitter',
    'framesDecoded',
    'framesDropped',
    'framesPerSecond',
    'frameWidth',
    'frameHeight',
    'freezeCount',
    'totalFreezesDuration',
    'totalPausesDuration',
    'concealedSamples',
  ],
  'outbound-rtp': ['kind', 'packetsSent', 'framesSent', 'qualityLimitationReason'],
  'media-source': ['framesPerSecond'],
  'remote-inbound-rtp': ['packetsLost'],
  'candidate-pair': ['currentRoundTripTime'],
  transport: ['selectedCandidatePairId'],
};

/**
 * Copied never. `id` is the key already; `timestamp` is the line's `t`; `base64Certificate` is a kilobyte that says nothing
 * beyond its fingerprint; Chromium's own `goog…` are no W3C stats.
 */
export function isCopied(field: string): boolean {
  return field !== 'id' && field !== 'timestamp' && field !== 'base64Certificate' && !field.startsWith('goog');
}
