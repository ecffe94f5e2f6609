import { inEnglish } from './in-english';
import { inventoryAnswer } from '../../client/inventory/inventory-answer';
import { INVENTORY } from '../presentation/report/results';

const [finding] = INVENTORY.findings;

function textWith(samples: readonly string[]): string {
  const inventory = { ...INVENTORY, findings: [{ ...finding!, objects: '7', samples }] };
  return inventoryAnswer({ bucket: 'photos', prefix: '' }, inventory, 1, inEnglish()).text;
}

describe('a finding in the text of an inventory', () => {
  it('names two keys, with what cannot be seen escaped', () => {
    expect(textWith(['a/1', 'a\u202E2', 'a/3'])).toContain(
      `${finding!.severity}: 7 objects, for example "a/1" and "a\\u{202E}2". `,
    );
  });

  it('abridges a long key', () => {
    expect(textWith(['k'.repeat(1024)])).toMatch(/for example "k{190,198}"…\. /);
  });

  it('names none if none is known', () => {
    expect(textWith([])).toContain(`${finding!.severity}: 7 objects. `);
  });
});
