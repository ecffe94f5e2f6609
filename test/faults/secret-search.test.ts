import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { fingerprint, SecretSearch } from '../rig/secret-search';

const SECRET = 'Planted/Secret+with=signs&<0123456789';
/** Has hardly twelve characters in a row that JSON does not escape. */
const QUOTED = 'quoted"secret\\of\nlines&<more>';

/** Spaces are written in forms otherwise than in URLs. */
const PHRASE = 'a few words (no more)';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const hex = (text: string) => Buffer.from(text).toString('hex');

describe('the search for secrets', () => {
  it.each<[form: string, text: string | Buffer]>([
    ['plain', SECRET],
    ['plain', `only a part ${SECRET.slice(5, 17)} of it`],
    ['plain', gzipSync(`| ${SECRET} |`)],
    ['plain', JSON.stringify({ inner: JSON.stringify({ body: base64(JSON.stringify([SECRET])) }) })],
    ['URL', `https://host/?Password=${encodeURIComponent(SECRET)}&x=1`],
    ['URL', `https://host/?Password=${encodeURIComponent(SECRET).toLowerCase()}&x=1`],
    ['URL in URL', `https://host/?to=${encodeURIComponent(encodeURIComponent(SECRET))}`],
    ['form', new URLSearchParams({ p: PHRASE }).toString()],
    ['base64', base64(SECRET)],
    ['base64', base64(`1${SECRET}1`)],
    ['base64', base64(`12${SECRET}`).replace(/(.{40})/, '$1\n')],
    ['base64', Buffer.from(`12${SECRET}`).toString('base64url')],
    ['hex', hex(SECRET)],
    ['hex', hex(SECRET).toUpperCase()],
    ['JSON', `log ${JSON.stringify(QUOTED)}`],
    ['JSON', `log ${JSON.stringify(SECRET).replaceAll('&', '\\u0026').replaceAll('<', '\\u003c')}`],
    ['JSON in JSON', `log ${JSON.stringify(JSON.stringify(QUOTED))}`],
    ['HTML', `<td>${SECRET.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</td>`],
  ])('finds one that is written as %s into a file (%#)', (form, text) => {
    const folder = mkdtempSync(join(tmpdir(), 'ks3-oss-prep-planted-'));
    try {
      writeFileSync(join(folder, 'worker.log'), text);
      const found = new SecretSearch([
        { name: 'first', value: SECRET },
        { name: 'second', value: QUOTED },
        { name: 'third', value: PHRASE },
      ]).inFolder(folder);
      const secret = expect.stringMatching(/^(first|second|third), sha256:[0-9a-f]{12}$/) as string;
      expect(found).toContainEqual({ secret, form, where: 'worker.log' });
      expect(JSON.stringify(found)).not.toContain(SECRET.slice(0, 8));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('finds raw bytes, and names each secret by its fingerprint', () => {
    const bytes = Buffer.from('00ff10ee20dd30cc40bb50aa6099708880770066', 'hex');
    const search = new SecretSearch([{ name: 'a key', value: bytes }]);
    const found = { secret: `a key, ${fingerprint(bytes)}`, form: 'plain', where: 'a core' };
    expect(search.in(Buffer.concat([Buffer.from('MZ'), bytes, Buffer.from('end')]), 'a core')).toEqual([
      found,
    ]);
  });

  it('finds nothing where there is less than twelve characters of one', () => {
    expect(new SecretSearch([SECRET]).in(`x${SECRET.slice(0, 11)}x`, 'a text')).toEqual([]);
  });

  it('refuses to search for what is too short to mean anything', () => {
    expect(() => new SecretSearch(['password'])).toThrow(/^a secret, sha256:[0-9a-f]{12} is too short/);
  });
});
