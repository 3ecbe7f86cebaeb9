import { eachInSteps, type Steps } from '../../base/in-steps.ts';

/**
 * For rules on values that must differ: calls `repeated` for every element whose key an earlier
 * one has, with the first of that key. Elements without a key are skipped.
 */
export function* eachRepeated<T, K>(
  list: readonly T[],
  keyOf: (element: T) => K | null | undefined,
  repeated: (first: T, other: T) => void,
): Steps<void> {
  const firsts = new Map<K, T>();
  yield* eachInSteps(list, (element) => {
    const key = keyOf(element);
    if (key === null || key === undefined) return;
    const first = firsts.get(key);
    if (first === undefined) firsts.set(key, element);
    else repeated(first, element);
  });
}
