import { expect, it } from '@jest/globals';
import { NOTIFICATION_EVENTS } from '../../../contracts/runs/notification';
import { LANGUAGES } from '../../../presentation/words/language';
import { wordsOf } from '../../../presentation/words/words';

it.each(LANGUAGES)('the setting of events names each of them (%s)', (language) => {
  const named = wordsOf(language).settings.says['notify.events'].match(/\w+/g);
  expect(named).toEqual([...NOTIFICATION_EVENTS]);
});
