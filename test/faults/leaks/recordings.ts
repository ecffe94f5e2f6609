import type { Content } from '../../rig/run-evidence';

/** What was written while the scenarios ran, by place. */
export class Recordings {
  readonly #kept: { readonly place: string; readonly content: Content }[] = [];

  keep(place: string, where: string, bytes: string): void {
    this.#kept.push({ place, content: { where, bytes } });
  }

  in(place: string): Content[] {
    return this.#kept.filter((one) => one.place === place).map(({ content }) => content);
  }
}
