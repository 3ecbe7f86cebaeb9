interface Disposable {
  dispose(): unknown;
}

/** What a feature made, so that one `dispose` undoes all of it, last made first. */
export class Owned implements Disposable {
  readonly #things: Disposable[] = [];

  /** Takes ownership and hands the thing back, so that making and owning stand on one line. */
  own<T extends Disposable>(thing: T): T {
    this.#things.push(thing);
    return thing;
  }

  dispose(): void {
    for (const thing of this.#things.splice(0).reverse()) thing.dispose();
  }
}
