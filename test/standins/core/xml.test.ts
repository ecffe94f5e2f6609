import { element, escapeXml, xmlDocument } from '../../../standins/core/xml';

it('escapes markup and control characters', () => {
  expect(escapeXml('<a> & "b"\r\n\u0001')).toBe('&lt;a&gt; &amp; &quot;b&quot;&#xd;&#xa;&#x1;');
  expect(escapeXml("plain 中 😀 '")).toBe("plain 中 😀 '");
});

it('nests elements in a document', () => {
  const children = [element('Name', 'a<b'), element('List', [element('Item', 1n), element('Item', true)])];
  expect(xmlDocument('Root', children, 'urn:x')).toBe(
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
      '<Root xmlns="urn:x"><Name>a&lt;b</Name><List><Item>1</Item><Item>true</Item></List></Root>',
  );
  expect(xmlDocument('Root', [element('Empty')])).toContain('<Root><Empty></Empty></Root>');
});
