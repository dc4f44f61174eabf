import assert from 'node:assert/strict';
import { test } from 'node:test';

import { complaintsAbout } from './check';
import { closest, queryDeep } from './dom';
import { FIXTURES, STRANGERS } from './drift/fixtures-more';
import { open, pageOf, partOf } from './drift/page';
import { entryOf } from './entry';

test('an entry is one of the table, and means the composer and the send control of its page', () => {
  const query = (css: string) => void open('').querySelector(css);
  for (const fixture of [...FIXTURES, ...STRANGERS]) {
    const document = pageOf(fixture);
    const composer = queryDeep(document, '[data-part="composer"]')[0] as HTMLElement;
    for (const address of ['https://www.chat-42.example.org/c/1', 'http://192.168.1.4:8080/']) {
      const entry = entryOf(composer, address);
      assert.deepEqual(complaintsAbout([entry], query), [], fixture.id);
      const [css] = entry.composer.selectors;
      const found = queryDeep(document, css!).filter((each) => each === composer);
      assert.equal(found.length, 1, `${fixture.id}: ${css}`);
      for (const send of entry.send) {
        const sends = queryDeep(document, send).map((each) => closest(each, '[data-part]'));
        assert.ok(
          sends.some((each) => partOf(each) === 'send'),
          `${fixture.id}: ${send}`,
        );
      }
    }
  }
});
