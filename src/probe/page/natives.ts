/**
 * The page's own functions, taken before any of its code runs, so that a page that replaces or breaks them later
 * changes nothing for us. `await` needs no care: it uses the engine's Promise whatever `globalThis.Promise` is.
 */
export const { apply } = Reflect;
const page = globalThis;

/** Milliseconds of this document's `performance.now()`. */
export const now: () => number = performance.now.bind(performance);
/** What `performance.now()` counts from, in epoch milliseconds: stats and synchronization sources are stamped on it. */
export const timeOrigin: number = performance.timeOrigin;
export const stringify: (value: unknown) => string | undefined = JSON.stringify;
export const microtask: (work: () => void) => void = page.queueMicrotask.bind(page);
export const after: (work: () => void, ms: number) => void = page.setTimeout.bind(page);
export const every: (work: () => void, ms: number) => void = page.setInterval.bind(page);

const PagePromise = Promise;
// eslint-disable-next-line @typescript-eslint/unbound-method -- always applied to a target
const addListener = EventTarget.prototype.addEventListener;

/** Never throws into the page, whatever the work meets. */
export function quiet<A extends unknown[]>(work: (...args: A) => void): (...args: A) => void {
  return (...args) => {
    try {
      work(...args);
    } catch {
      // What could not be seen is not recorded.
    }
  };
}

export function listen(target: EventTarget, type: string, work: (event: Event) => void): void {
  apply(addListener, target, [type, quiet(work)]);
}

/** A method without arguments of a native class, for its objects, even where the page has replaced it since. */
export function method<T extends object, K extends keyof T & string>(prototype: T, name: K): (self: T) => Result<T[K]> {
  const native = Reflect.get(prototype, name) as () => Result<T[K]>;
  return (self) => apply(native, self, []);
}

type Result<F> = F extends (...args: never[]) => infer R ? R : never;

/** `undefined` when it fails or takes longer: a stuck peer connection must not stop the others' stats. */
export function within<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
  return new PagePromise((resolve) => {
    after(() => {
      resolve(undefined);
    }, ms);
    settle(work, resolve);
  });
}

/** `work.then(…)` without looking up the page's `then`. */
function settle<T>(work: Promise<T>, done: (value: T | undefined) => void): void {
  void (async () => {
    try {
      done(await work);
    } catch {
      done(undefined);
    }
  })();
}

/** Milliseconds of `now()`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The tasks of this page that took 50 ms and more; `undefined` where the browser does not list them. */
export function longTasks(): { take(): readonly Span[] } | undefined {
  if (!PerformanceObserver.supportedEntryTypes.includes('longtask')) return undefined;
  let spans: Span[] = [];
  const add = (entries: PerformanceEntryList): void => {
    for (const { startTime: from, duration } of entries) spans.push({ from, to: from + duration });
  };
  const observer = new PerformanceObserver((list) => {
    add(list.getEntries());
  });
  observer.observe({ type: 'longtask' });
  return {
    take: () => {
      add(observer.takeRecords());
      const taken = spans;
      spans = [];
      return taken;
    },
  };
}
