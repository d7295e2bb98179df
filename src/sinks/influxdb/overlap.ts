/**
 * Sendings that overlap: while some are on their way the next is made. Their ends are told in the order of their beginnings, since a
 * cursor knows one place and no holes before it.
 */

export interface Overlap {
  /** Waits while `most` are on their way. @param told when this one and all before it are over. @throws what an earlier one threw */
  begin(sending: () => Promise<void>, told: () => Promise<void>): Promise<void>;
  /** Until all are over. @throws what one of them threw, once none is on its way any more */
  end(): Promise<void>;
}

export function overlapping(most: number): Overlap {
  let underWay: Promise<void>[] = [];
  let last = Promise.resolve();
  return {
    async begin(sending, told) {
      if (underWay.length >= most) await underWay.shift();
      const before = last;
      const sent = sending();
      last = Promise.all([before, sent]).then(told);
      // Whoever waits for it next hears of it: a rejection is nobody's until then.
      last.catch(() => undefined);
      underWay.push(last);
    },
    async end() {
      const results = await Promise.allSettled(underWay);
      underWay = [];
      const failed = results.find(({ status }) => status === 'rejected');
      if (failed?.status === 'rejected') throw failed.reason;
    },
  };
}
