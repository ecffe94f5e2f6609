import { addUp, indexFrom, indexOfKey, type ObjectSource, type StoredObject } from './object-source';
import { compareUtf8 } from './utf8-order';

/** Objects held in memory, in order; the only source that can be written to. */
export class MemorySource implements ObjectSource {
  readonly #objects: StoredObject[];

  constructor(objects: Iterable<StoredObject> = []) {
    const byKey = new Map([...objects].map((object) => [object.key, object]));
    this.#objects = [...byKey.values()].sort((a, b) => compareUtf8(a.key, b.key));
  }

  get count(): number {
    return this.#objects.length;
  }

  keyAt(index: number): string {
    return this.#at(index).key;
  }

  factsAt(index: number): StoredObject {
    return this.#at(index);
  }

  contentAt(index: number, start: number, end: number): Buffer {
    return this.#at(index).content?.subarray(start, end) ?? Buffer.alloc(end - start, 0x61);
  }

  metadataAt(index: number): Record<string, string> {
    return this.#at(index).metadata ?? {};
  }

  expected() {
    return addUp(this.#objects);
  }

  put(object: StoredObject): void {
    const index = indexFrom(this, object.key);
    const replaced = this.#objects[index]?.key === object.key ? 1 : 0;
    this.#objects.splice(index, replaced, object);
  }

  delete(key: string): boolean {
    const index = indexOfKey(this, key);
    if (index !== undefined) {
      this.#objects.splice(index, 1);
    }
    return index !== undefined;
  }

  #at(index: number): StoredObject {
    const object = this.#objects[index];
    if (object === undefined) {
      throw new RangeError(`no object at ${index}`);
    }
    return object;
  }
}
