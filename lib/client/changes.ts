/** What has changed, and when: of that, the answer to a question that was asked earlier is out of date. */
export class Changes<Id> {
  readonly #at = new Map<Id, number>();
  #count = 0;

  note(id: Id): void {
    this.#at.set(id, ++this.#count);
  }

  /** A question goes out now. Tells later what has changed since. */
  since(): (id: Id) => boolean {
    const asked = this.#count;
    return (id) => (this.#at.get(id) ?? 0) > asked;
  }
}
