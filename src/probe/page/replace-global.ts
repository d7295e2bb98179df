/**
 * Puts a Proxy of a native class in its place. Everything the page can ask of the class is answered by the native itself:
 * `instanceof`, subclasses, statics, `name`, `length`; `toString` says native code; what the constructor throws passes
 * through unchanged.
 */
import { quiet } from './natives.js';

const { construct } = Reflect;

type Class = new (...args: never[]) => object;

/** @param names the global names that hold the class. @param made is told of every object; what it throws is lost. */
export function replaceGlobal<C extends Class>(
  names: readonly string[],
  native: C,
  made: (object: InstanceType<C>) => void,
): void {
  const seen = quiet(made);
  const proxy = new Proxy(native, {
    construct: (target, args, newTarget) => {
      const object = construct(target, args, newTarget) as InstanceType<C>;
      seen(object);
      return object;
    },
  });
  redefine(native.prototype as object, 'constructor', proxy);
  for (const name of names) if (Reflect.get(globalThis, name) === native) redefine(globalThis, name, proxy);
}

export function redefine(owner: object, name: string, value: unknown): void {
  const before = Object.getOwnPropertyDescriptor(owner, name);
  Object.defineProperty(owner, name, { ...before, value });
}
