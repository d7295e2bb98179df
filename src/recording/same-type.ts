/** Compile-time proof that two types accept the same values: `type Agrees = Expect<Same<A, B>>` fails to compile if not. */

/** `readonly` is left aside: what was read from a file is nobody's to change, and zod does not say so. */
export type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

export type Expect<T extends true> = T;
