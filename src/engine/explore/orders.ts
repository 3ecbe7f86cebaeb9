/** Which of the orders that steps can come in are looked at. */
export type Orders =
  | { readonly kind: 'all' }
  /** Those in which a task that could go on is left for another no more often than that. */
  | { readonly kind: 'few-preemptions'; readonly preemptions: number }
  /** Some, at random, from the first state on: so many. The same seed takes the same. */
  | { readonly kind: 'random'; readonly walks: number; readonly seed: number };

export const allOrders: Orders = { kind: 'all' };
