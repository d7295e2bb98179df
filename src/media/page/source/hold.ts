/** Stops the sources of one device for a while: who asks is let through, or waits until it is over or its track has ended. */
export class Hold {
  #waiting: (() => void)[] | undefined;

  get on(): boolean {
    return this.#waiting !== undefined;
  }

  set(on: boolean): void {
    if (on === this.on) return;
    const waiting = this.#waiting ?? [];
    this.#waiting = on ? [] : undefined;
    for (const resume of waiting) resume();
  }

  /** @param ended settles, either way, when the track does. */
  async over(ended: Promise<unknown>): Promise<void> {
    if (this.#waiting === undefined) return;
    await new Promise<void>((resolve) => {
      this.#waiting?.push(resolve);
      ended.then(
        () => {
          resolve();
        },
        () => {
          resolve();
        },
      );
    });
  }
}
