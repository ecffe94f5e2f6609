import { gzipSync } from 'node:zlib';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from './run-command';

const folder = mkdtempSync(path.join(tmpdir(), 'other-kind-'));
afterAll(() => rmSync(folder, { recursive: true }));

const CSV = 'bucket\nphotos\nvideos\n';
/** An archive as far as its first local header, whose file is not compressed. */
const zip = (name: string, content = '') =>
  Buffer.concat([
    Buffer.from('PK\u0003\u0004\u0014\0\0\0\0\0'),
    Buffer.alloc(16),
    Buffer.from(name + content),
  ]);
const OLE = Buffer.from('d0cf11e0a1b11ae100000000', 'hex');
const UTF_16 = Buffer.from(`\uFEFF${CSV}`, 'utf16le');

it.each([
  ['an .xlsx', zip('xl/workbook.xml', '<workbook/>'), 'an Excel workbook', 'Excel'],
  ['an .xls', OLE, 'an Excel workbook', 'Excel'],
  [
    'an .ods',
    zip('mimetype', 'application/vnd.oasis.opendocument.spreadsheet'),
    'an OpenDocument spreadsheet',
    'OpenDocument',
  ],
  ['a .zip', zip('buckets.csv', CSV), 'a ZIP archive', 'ZIP'],
  ['a .gz', gzipSync(CSV), 'compressed by gzip', 'gzip'],
  ['UTF-16', UTF_16, 'in UTF-16', 'UTF-16'],
  ['UTF-16 without its mark', UTF_16.subarray(2), 'in UTF-16', 'UTF-16'],
  ['UTF-16, big end first', Buffer.from(UTF_16).swap16(), 'in UTF-16', 'UTF-16'],
  ['a .pdf', Buffer.from('%PDF-1.7\n'), 'a PDF document', 'PDF'],
])('%s instead of text is called what it is', async (_, content, found, chinese) => {
  const file = path.join(folder, 'buckets');
  writeFileSync(file, content);
  const ran = await run(['batch', 'start', '--file', file]);
  expect([ran.exitCode, ran.error]).toEqual([
    2,
    expect.stringContaining(`${file} is ${found}, not text in UTF-8.`),
  ]);
  const other = await run(['batch', 'start', '--file', file, '--lang', 'zh', '--json']);
  expect(other.json().error.message).toContain(`${file} 是 ${chinese}`);
});
