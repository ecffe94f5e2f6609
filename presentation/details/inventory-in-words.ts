import type { StorageClass } from '../../contracts/inputs/bucket-settings';
import type { FitnessFinding, InventoryResult } from '../../contracts/listing/inventory';
import { effortInWords } from '../report/effort-rows';
import { estimateText } from '../report/inventory-rows';
import { shown, visible } from '../text/foreign-text';
import { humanBytes, humanCount } from '../text/human-units';
import type { Language } from '../words/language';
import { say, wordsOf } from '../words/words';

/** What an approver weighs beside the plan, a line each: storage classes, duration, requests and bytes, notices. */
export function inventoryInWords(
  { totals, estimate, findings }: InventoryResult,
  storageClass: StorageClass,
  language: Language,
): string[] {
  if (totals.objects === '0') {
    return [];
  }
  const words = wordsOf(language);
  const { details } = words;
  const classes = Object.entries(totals.byStorageClass).map(([name, { objects, bytes }]) =>
    details.ofClass({ name: shown(name), objects: humanCount(objects), bytes: humanBytes(bytes) }),
  );
  const { rows } = effortInWords(totals, storageClass, language);
  return [
    details.storageClasses({ classes: classes.join(words.report.names) }),
    details.takesAtLeast({ time: estimateText(estimate, words) }),
    details.takes({ items: rows.map((row) => row.join(' ')).join(words.report.names) }),
    ...findings
      .filter(({ severity, objects }) => severity === 'notice' && objects !== '0')
      .map((finding) => noticeInWords(finding, language)),
  ].map(visible);
}

function noticeInWords({ objects, bytes, happens }: FitnessFinding, language: Language): string {
  return wordsOf(language).details.noticed({
    objects: humanCount(objects),
    bytes: humanBytes(bytes),
    what: shown(say(language, happens), 2000),
  });
}
