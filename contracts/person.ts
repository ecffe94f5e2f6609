/** The same for names that only differ in case, width or the spaces around them: these make nobody somebody else. */
export function personKey(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}
