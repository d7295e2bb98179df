/** Compile-time proof that two types have the same values: `type _Agree = Expect<Same<A, B>>` fails to compile if not. */

/**
 * Each can stand for the other, also when every optional field is there: without that a field that only one of them
 * knows would go unseen. `readonly` is left aside: what was read is nobody's to change, and zod does not say so.
 */
export type Same<A, B> = Mutual<A, B> extends true ? Mutual<Whole<A>, Whole<B>> : false;

export type Expect<T extends true> = T;

type Mutual<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

type Whole<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Whole<Item>[]
    : T extends object
      ? { [Key in keyof T]-?: Whole<T[Key]> }
      : T;
