/** What is not to be translated: code, commands, JSON, addresses, and what stands in quotes. */
const VERBATIM =
  /```[^]*?```|`[^`]*`|"[^"\n]*"|(?:npx prep|ssh-keygen|temporal) [^\n，。；）]*|https?:\S+|\{[^}\n]*\}/g;

/** A run of words that only a sentence has: four, of which three begin small. Commas part names in lists. */
const SENTENCE = /\b[A-Za-z][A-Za-z'-]*(?: [a-z][a-z'-]*){3,}/g;

/** English sentences in a text that is in another language. */
export function englishLeft(text: string): string[] {
  return text.replace(VERBATIM, '…').match(SENTENCE) ?? [];
}
