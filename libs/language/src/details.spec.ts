import { describe, expect, it } from '@jest/globals';
import { detailsIn } from './details.js';
import { frenchDetails } from './french/details.js';

const texts = {
  'at most {} bytes': 'au plus {1} octets',
  '{} of {}': '{1} de {2}',
  '{} attachments; at most {}': 'pièces jointes : {1} ; au plus {2}',
  '{}: found {}; allowed: {}': '{1} : trouvé {2} ; permis : {3}',
  'a port': 'un port',
  'key of {}': 'clé de {1}',
  nothing: 'rien',
};
const french = detailsIn(texts);

describe('the detail of an error', () => {
  it.each([
    ['a port', 'un port'],
    ['at most 4096 bytes', 'au plus 4096 octets'],
    ['9 attachments; at most 8', 'pièces jointes : 9 ; au plus 8'],
    ['listen: found nothing; allowed: a port', 'listen : trouvé rien ; permis : un port'],
    ['/body/items/3: at most 4096 bytes', '/body/items/3 : au plus 4096 octets'],
    ['/home/a b/c.json: /body: at most 9 bytes', '/home/a b/c.json: /body : au plus 9 octets'],
    ['key of XB', 'clé de XB'],
    ['at most 3 bytes\n/body/x\na port', 'au plus 3 octets\n/body/x\nun port'],
  ])('%j is given as %j', (english, expected) => {
    expect(french(english)).toBe(expected);
  });

  // What is not surely ours is shown as it was said.
  it.each([
    '/body/subjects',
    '',
    ': ',
    'at most  bytes',
    'at most 4096 bytes each',
    'at most 4096 good bytes',
    'The master of the vessel was seen',
    '/home/marie/report of Tuesday.pdf',
    'minutes of ASKED.txt',
    'key of the master',
    '3 of XA, XB',
    'au plus 12 attachments; at most 8',
    `at most ${'9'.repeat(2_001)} bytes`,
    'at most {1} $& bytes',
    'toString',
    '__proto__',
  ])('stays as it is when no text surely fits: %j', (detail) => {
    expect(french(detail)).toBe(detail);
  });

  it('costs little, even if a hostile gateway chose its words', () => {
    const all = detailsIn(frenchDetails);
    const begin = performance.now();
    for (const word of [' of ', ': ', ' in ', ', ', ' while ', ' must be ', 'line ', '1 ', '\n'])
      all(word.repeat(Math.floor(2_000 / word.length)));
    expect(performance.now() - begin).toBeLessThan(2_000);
  });
});

describe('the French details', () => {
  const all = Object.entries(frenchDetails);

  it('hold each value of the English text once', () => {
    const bad = all.filter(([english, text]) => {
      const places = [...text.matchAll(/\{(\d)\}/g)].map(([, n]) => Number(n));
      const wanted = english
        .split('{}')
        .slice(1)
        .map((_, i) => i + 1);
      const braces = (left: string): string => left.replace(/[^{}]/g, '');
      const [here, there] = [text.replace(/\{\d\}/g, ''), english.replaceAll('{}', '')];
      return places.sort().join() !== wanted.join() || braces(here) !== braces(there);
    });
    expect(bad).toEqual([]);
  });

  it('are each found for its own English text, also behind a place, not covered by that of another', () => {
    const detail = detailsIn(frenchDetails);
    const wrong = all.flatMap(([english, text]) => {
      let n = 0;
      const asked = english.replace(/\{\}/g, () => String((n += 1)));
      const expected = text.replace(/\{(\d)\}/g, '$1');
      const said = [detail(asked), detail(`/a/b c.json: ${asked}`)];
      const right = [expected, `/a/b c.json : ${expected}`];
      return said.join() === right.join() ? [] : [[asked, ...said]];
    });
    expect(wrong).toEqual([]);
  });

  it('are whole texts, not pieces that stand behind another', () => {
    expect(all.filter(([english]) => /^[ ,;:]/.test(english))).toEqual([]);
  });
});
