import { malformedXml } from './oss-errors';

/**
 * The content of the root element, checked to have that name and to be well-formed: SDKs that do not escape
 * what they write must fail here as they do at OSS. The documents that clients send are flat and small, so
 * elements are cut out by name.
 *
 * @throws OssError `MalformedXML`
 */
export function rootContent(body: Buffer, root: string): string {
  const text = body.toString('utf8');
  const match = new RegExp(
    `^\\s*(?:<\\?xml[^>]*\\?>)?\\s*<${root}(?:\\s[^>]*)?>(.*)</${root}\\s*>\\s*$`,
    's',
  );
  const content = match.exec(text)?.[1];
  if (content === undefined) {
    throw malformedXml(`the root node is not named ${root}.`);
  }
  if (!isWellFormed(content)) {
    throw malformedXml('the document is not well-formed.');
  }
  return content;
}

/** Whether tags are balanced and text contains no unescaped `<` or `&`. Comments and CDATA are not supported. */
function isWellFormed(xml: string): boolean {
  const open: string[] = [];
  const rest = xml.replace(/<(\/?)([A-Za-z_][\w.:-]*)(?:\s[^<>]*?)?(\/?)>/g, (tag, end, name, empty) => {
    if (empty !== '') {
      return '';
    }
    if (end === '') {
      open.push(String(name));
      return '';
    }
    return open.pop() === name ? '' : String(tag);
  });
  return (
    open.length === 0 && !rest.includes('<') && !/&(?!(?:#x[0-9a-f]+|#\d+|lt|gt|quot|apos|amp);)/i.test(rest)
  );
}

/** Contents of all elements of that name, in their order, still XML. */
export function elementsNamed(xml: string, name: string): string[] {
  const pattern = new RegExp(`<${name}(?:\\s[^>]*)?>(.*?)</${name}\\s*>`, 'gs');
  return [...xml.matchAll(pattern)].map((match) => match[1] ?? '');
}

/** Text of the first element of that name. */
export function textOf(xml: string, name: string): string | undefined {
  const [first] = elementsNamed(xml, name);
  return first === undefined ? undefined : unescapeXml(first.trim());
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

function unescapeXml(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(lt|gt|quot|apos|amp));/gi, (_, hex, decimal, name) => {
    if (hex !== undefined) {
      return String.fromCodePoint(Number.parseInt(String(hex), 16));
    }
    if (decimal !== undefined) {
      return String.fromCodePoint(Number(decimal));
    }
    return entities[String(name).toLowerCase()] ?? '';
  });
}
