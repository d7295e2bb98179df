/**
 * Puts our behaviour in front of a browser's own, on its prototype, so that pages find it where they look for it.
 * A proxy keeps the native function's name, length and text.
 */
type Native = (...args: unknown[]) => unknown;
type Replacement = (self: object, args: readonly unknown[], native: () => unknown) => unknown;

/** @param replacement is given the object, the arguments, and a call of the native method with them. */
export function overlayMethod(prototype: object, name: string, replacement: Replacement): void {
  const descriptor = Object.getOwnPropertyDescriptor(prototype, name);
  if (typeof descriptor?.value !== 'function') return;
  Object.defineProperty(prototype, name, { ...descriptor, value: wrap(descriptor.value as Native, replacement) });
}

export function overlayGetter(
  prototype: object,
  name: string,
  replacement: (self: object, native: () => unknown) => unknown,
): void {
  const descriptor: { get?: Native } | undefined = Object.getOwnPropertyDescriptor(prototype, name);
  if (descriptor?.get === undefined) return;
  const get = wrap(descriptor.get, (self, _args, native) => replacement(self, native));
  Object.defineProperty(prototype, name, { ...descriptor, get });
}

function wrap(native: Native, replacement: Replacement): Native {
  return new Proxy(native, {
    apply: (target, self: object, args: unknown[]) => replacement(self, args, () => Reflect.apply(target, self, args)),
  });
}
