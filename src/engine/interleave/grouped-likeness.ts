/**
 * Pairs of numbers of a group and numbers of another, each number in one pair at most: which is like which. A group is
 * like one other, or itself.
 */
export class GroupedLikeness {
  readonly #groups: (Group | undefined)[] = [];

  /** False where one of them is in another pair, or one of the groups is like another. */
  add(group: number, one: number, otherGroup: number, two: number): boolean {
    const [own, others] = [this.#groupAt(group, otherGroup), this.#groupAt(otherGroup, group)];
    if (own.other !== otherGroup || others.other !== group) return false;
    const known = own.like.get(one);
    if (known !== undefined) return known === two;
    if ((others.like.get(two) ?? one) !== one) return false;
    own.like.set(one, two);
    others.like.set(two, one);
    return true;
  }

  of(group: number, one: number): number | undefined {
    return this.#groups[group]?.like.get(one);
  }

  #groupAt(group: number, other: number): Group {
    const known = this.#groups[group] ?? { other, like: new Map() };
    this.#groups[group] = known;
    return known;
  }
}

interface Group {
  readonly other: number;
  readonly like: Map<number, number>;
}
