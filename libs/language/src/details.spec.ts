import { describe, expect, it } from '@jest/globals';
import { detailsIn } from './details.js';
import { frenchDetails, frenchComposedDetails } from './french/details.js';

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

// As the code puts them together.
const composed: readonly (readonly [string, string])[] = [
  ['/body must be string', '/body doit être un texte'],
  [
    "/body must have required property 'purpose'; /body/items must NOT have fewer than 1 items; and 4 more",
    '/body : il manque « purpose » ; /body/items doit avoir au moins 1 élément(s) ; et 4 de plus',
  ],
  [
    'thread (not of its form), purpose (missing)',
    'thread (pas de la forme voulue), purpose (manque)',
  ],
  [
    'attachment 2: not the bytes of image/png, but of application/pdf',
    'pièce jointe 2 : les octets ne sont pas du type image/png, mais du type application/pdf',
  ],
  ['/body/releases/0: recalled by its State', '/body/releases/0 : rappelé par son État'],
  [
    '/etc/liaise.json: tsa1.caFile: found a file that cannot be read; allowed: certificates (PEM)',
    '/etc/liaise.json: tsa1.caFile : trouvé : un fichier illisible ; permis : des certificats (PEM)',
  ],
  [
    'limits.idleMinutes (LIAISE_LIMITS_IDLE_MINUTES): found 70; allowed: whole number from 1 to 60',
    'limits.idleMinutes (LIAISE_LIMITS_IDLE_MINUTES) : trouvé : 70 ; permis : nombre entier de 1 à 60',
  ],
  [
    'database.host: found "a b"; allowed: host name or IP address',
    'database.host : trouvé : "a b" ; permis : nom d\'hôte ou adresse IP',
  ],
  [
    'XB, entry 4: ENTRY_NOT_ALLOWED: two registrars of the authority must sign',
    "XB, entry 4: ENTRY_NOT_ALLOWED : il faut la signature de deux registraires de l'autorité",
  ],
  [
    'ROOT_DIFFERS: the leaves do not give the root that was signed (size 12)',
    'ROOT_DIFFERS : les feuilles ne donnent pas la racine qui a été signée (taille 12)',
  ],
  [
    'newer: 0190a3f2-5b7c-7d3e-8f10-2a3b4c5d6e7f, 0190a3f2-5b7c-7d3e-8f10-2a3b4c5d6e80, others before',
    "documents plus récents : 0190a3f2-5b7c-7d3e-8f10-2a3b4c5d6e7f, 0190a3f2-5b7c-7d3e-8f10-2a3b4c5d6e80, d'autres avant",
  ],
];

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

  it.each(composed)('are found in what the code puts together: %j', (english, expected) => {
    expect(detailsIn({ ...frenchComposedDetails, ...frenchDetails })(english)).toBe(expected);
  });

  it('are whole texts, not pieces that stand behind another', () => {
    expect(all.filter(([english]) => /^[ ,;:]/.test(english))).toEqual([]);
  });
});
