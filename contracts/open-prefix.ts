import { quoted } from '../presentation/text/foreign-text';

const MAX_SHOWN = 120;

/**
 * What to know about a prefix that does not end in `/`: it is no folder, for it also matches keys whose next character
 * is another one. Null for a prefix that ends in `/`, and for the empty one.
 */
export function openPrefixWarning(prefix: string): string | null {
  if (prefix === '' || prefix.endsWith('/')) {
    return null;
  }
  const [given, other, folder] = [prefix, `${prefix}b/…`, `${prefix}/`].map((text) =>
    quoted(text, MAX_SHOWN),
  );
  return `Prefix ${given} does not end in "/", so it also matches keys such as ${other}. For the folder alone use ${folder}.`;
}
