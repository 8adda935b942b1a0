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
};
const french = detailsIn(texts);

describe('the detail of an error', () => {
  it.each([
    ['a port', 'un port'],
    ['at most 4096 bytes', 'au plus 4096 octets'],
    ['9 attachments; at most 8', 'pièces jointes : 9 ; au plus 8'],
    ['listen: found nothing; allowed: a port', 'listen : trouvé nothing ; permis : un port'],
    ['/body/items/3: at most 4096 bytes', '/body/items/3: au plus 4096 octets'],
    ['a.json: /body: at most 4096 bytes', 'a.json: /body: au plus 4096 octets'],
    ['key of XB', 'clé de XB'],
    ['3 of XA, XB', '3 de XA, XB'],
  ])('%j is given as %j', (english, expected) => {
    expect(french(english)).toBe(expected);
  });

  it.each([
    '/body/subjects',
    '',
    ': ',
    'at most  bytes',
    'at most 4096 bytes each',
    'The master of the vessel was seen',
    `at most ${'9'.repeat(2_001)} bytes`,
    'toString',
    '__proto__',
  ])('stays as it is when no text fits: %j', (detail) => {
    expect(french(detail)).toBe(detail);
  });

  it('holds a value byte for byte, whatever stands in it', () => {
    expect(french('at most {1} $& bytes')).toBe('au plus {1} $& octets');
  });

  it('costs little, even if a hostile gateway chose its words', () => {
    const all = detailsIn(frenchDetails);
    all('');
    const begin = performance.now();
    for (const word of [' of ', ': ', ' in ', ', ', ' while ', ' must be ', 'line ', ' part '])
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

  it('are each found for its own English text, not covered by that of another', () => {
    const detail = detailsIn(frenchDetails);
    const wrong = all.filter(([english, text]) => {
      let n = 0;
      const asked = english.replace(/\{\}/g, () => `v${String((n += 1))}`);
      return detail(asked) !== text.replace(/\{(\d)\}/g, 'v$1');
    });
    expect(wrong).toEqual([]);
  });
});
