/** Watches a connection's ICE: whether it is in trouble, and when it is time to restart it. */

/**
 * Browsers find the way back by themselves when it was gone for a few seconds; after a longer cut they may stay
 * `disconnected` for ever without calling it `failed`.
 */
const patienceMs = 5_000;

export class IceWatch {
  #lost = false;
  #connectedOnce = false;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(connection: RTCPeerConnection, onChange: () => void, restart: () => void) {
    connection.addEventListener('iceconnectionstatechange', () => {
      const state = connection.iceConnectionState;
      const up = state === 'connected' || state === 'completed';
      this.#connectedOnce ||= up;
      this.#lost = this.#connectedOnce && !up && state !== 'closed';
      if (up || state === 'closed') {
        clearInterval(this.#timer);
        this.#timer = undefined;
      } else if (this.#lost || state === 'failed') {
        if (state === 'failed') {
          restart();
          // Two within milliseconds would cross each other's answers.
          clearInterval(this.#timer);
          this.#timer = undefined;
        }
        // Again and again: a restart during the cut fails like everything else.
        this.#timer ??= setInterval(restart, patienceMs);
      }
      onChange();
    });
  }

  /** Was connected and is not. */
  get lost(): boolean {
    return this.#lost;
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
