/** Text that is already XML. */
export interface XmlFragment {
  readonly xml: string;
}

export const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

// oxlint-disable-next-line no-control-regex -- keys may hold control characters, and XML readers change raw ones
const special = /[&<>"\u0000-\u001f]/g;

/**
 * Escapes text for element content. Control characters become references, as S3 writes them, although
 * XML 1.0 forbids most of them; a raw carriage return would be read back as a line feed.
 */
export function escapeXml(text: string): string {
  return text.replace(special, entity);
}

function entity(character: string): string {
  if (character === '&') {
    return '&amp;';
  }
  if (character === '<') {
    return '&lt;';
  }
  if (character === '>') {
    return '&gt;';
  }
  if (character === '"') {
    return '&quot;';
  }
  return `&#x${character.charCodeAt(0).toString(16)};`;
}

/** `<name>…</name>`; a string or number is escaped, fragments are taken as they are. */
export function element(
  name: string,
  content: string | number | bigint | boolean | XmlFragment | XmlFragment[] = '',
): XmlFragment {
  const inner =
    typeof content === 'object'
      ? (Array.isArray(content) ? content : [content]).map((fragment) => fragment.xml).join('')
      : escapeXml(String(content));
  return { xml: `<${name}>${inner}</${name}>` };
}

/** A whole document; `namespace` becomes the root's `xmlns`. */
export function xmlDocument(root: string, children: XmlFragment[], namespace?: string): string {
  const attribute = namespace === undefined ? '' : ` xmlns="${namespace}"`;
  const start = `${xmlDeclaration}<${root}${attribute}>`;
  // One join, so that a page of a listing is copied once.
  return [start, ...children.map(({ xml }) => xml), `</${root}>`].join('');
}
