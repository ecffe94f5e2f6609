import { parseXML, XmlNode } from '@aws-sdk/xml-builder';

/** Children of an element by name; one that comes repeatedly is an array. */
export type XmlElement = Readonly<Record<string, unknown>>;

/** What is written into an element: text, or elements in their order; those that are undefined are left out. */
export type XmlContent = string | number | boolean | { readonly [name: string]: XmlContent | undefined };

/** A document with its declaration; text is escaped. */
export function xmlDocument(root: string, content: XmlContent): string {
  return `<?xml version="1.0" encoding="utf-8"?>${nodeOf(root, content).toString()}`;
}

function nodeOf(name: string, content: XmlContent): XmlNode {
  if (typeof content !== 'object') {
    return XmlNode.of(name, String(content));
  }
  const children = Object.entries(content).flatMap(([child, value]) =>
    value === undefined ? [] : [nodeOf(child, value)],
  );
  return new XmlNode(name, children);
}

/** The root element of a document and its name; undefined for anything that is not well-formed XML. */
export function rootElement(
  text: string,
): { readonly name: string; readonly element: XmlElement } | undefined {
  let parsed: Readonly<Record<string, unknown>>;
  try {
    parsed = parseXML(text) as typeof parsed;
  } catch {
    return undefined;
  }
  const [[name, content] = ['', '']] = Object.entries(parsed);
  return { name, element: elementOf(content) };
}

/** The text of a child; empty if there is none. */
export function textOf(element: XmlElement, name: string): string {
  const child = firstOf(element, name);
  const text = typeof child === 'object' ? elementOf(child)['#text'] : child;
  return typeof text === 'string' ? text.trim() : '';
}

/** A whole number of zero or more; null if there is none, as the service says by -1. */
export function countOf(element: XmlElement, name: string): number | null {
  const text = textOf(element, name);
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/** The only child of that name; without children of its own if it does not exist. */
export function childOf(element: XmlElement, name: string): XmlElement {
  return elementOf(firstOf(element, name));
}

/** All children of that name, in their order. */
export function childrenOf(element: XmlElement, name: string): XmlElement[] {
  const children = Object.hasOwn(element, name) ? element[name] : [];
  return (Array.isArray(children) ? children : [children]).map(elementOf);
}

function firstOf(element: XmlElement, name: string): unknown {
  const child = Object.hasOwn(element, name) ? element[name] : undefined;
  return Array.isArray(child) ? (child as unknown[])[0] : child;
}

function elementOf(content: unknown): XmlElement {
  return typeof content === 'object' && content !== null ? (content as XmlElement) : {};
}
