/** Whether a name is one of the patterns, as in a shell: `*` for any characters, `?` for one. No pattern: every name is. */
export function matchesAny(name: string, patterns: readonly string[]): boolean {
  return patterns.length === 0 || patterns.some((pattern) => matches(name, pattern));
}

/** Takes time in proportion to both lengths, whatever the pattern: anybody may send one. */
function matches(name: string, pattern: string): boolean {
  let at = 0;
  let wanted = 0;
  let star = -1;
  let resumeAt = 0;
  while (at < name.length) {
    if (pattern[wanted] === '*') {
      star = wanted;
      wanted += 1;
      resumeAt = at;
    } else if (pattern[wanted] === '?' || pattern[wanted] === name[at]) {
      wanted += 1;
      at += 1;
    } else if (star >= 0) {
      // What the last star stands for gets one character longer.
      wanted = star + 1;
      resumeAt += 1;
      at = resumeAt;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(wanted));
}
