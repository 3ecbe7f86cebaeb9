/**
 * A fault of ours, never of the user's input: an invariant of the program does not hold.
 * A user's mistake is a Problem, a driver's is a Finding; neither is ever thrown.
 */
export class Bug extends Error {
  override readonly name = 'Bug';
}

/** For the branch that the types say cannot be reached. */
export function unreachable(value: never): never {
  throw new Bug(`unexpected ${String(value)}`);
}
