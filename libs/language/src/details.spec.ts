import { describe, expect, it } from '@jest/globals';
import { storedTextTranslator } from './details.js';
import { allFrenchDetails as all } from './french/details.js';

const french = storedTextTranslator(all);

describe('the detail of an error', () => {
  // As the code puts them together.
  it.each([
    ['9 attachments; at most 8', 'pièces jointes : 9, au plus 8'],
    ['/body must be string', '/body doit être un texte'],
    [
      '/body must be string; /body/items must NOT have fewer than 1 items',
      '/body doit être un texte ; /body/items doit avoir au moins 1 élément(s)',
    ],
    [
      '/body/releases/0: not received by your authority, or not yours to read',
      "/body/releases/0 : non reçu par votre autorité, ou que vous n'avez pas à lire",
    ],
    [
      'two registrars of the authority must sign\n/body/x',
      "il faut la signature de deux registraires de l'autorité\n/body/x",
    ],
  ])('%j is given as %j', (english, expected) => {
    expect(french(english)).toBe(expected);
  });

  // A name, a value or words of somebody else are shown as they were said.
  it.each([
    '/body/subjects',
    '',
    ': ',
    'none',
    'private key',
    'missing',
    'at most  bytes',
    'at most 4096 good bytes',
    'The master of the vessel was seen',
    'The master said: nothing',
    '/home/marie/report of Tuesday.pdf',
    '/home/ana/letter (empty)',
    '/home/ana/Report: empty',
    '/home/ana/two registrars of the authority must sign',
    'minutes while ASKED.txt',
    '/etc/liaise/postgresql.auto.conf: log_statement: found all; allowed: none',
    'fsync: found none; allowed: on',
    'two rules are called none',
    'case "none" comes to forbidden: none; formal route: none',
    'none (the captain refused)',
    'XB wait',
    'XB of XA',
    '2026; 2027',
    `at most ${'9'.repeat(2_001)} bytes`,
    'toString',
    '__proto__',
  ])('stays as it is when it is not surely ours: %j', (detail) => {
    expect(french(detail)).toBe(detail);
  });

  it('costs little, even if a hostile gateway chose its words', () => {
    const literals = Object.keys(all).flatMap((english) => english.split('{}'));
    const hostile = ['a: '.repeat(600), literals.join('b').slice(0, 2_000), '; a'.repeat(600)];
    const begin = process.cpuUsage();
    for (const text of hostile) french(text);
    const { user, system } = process.cpuUsage(begin);
    expect(user + system).toBeLessThan(1_000_000);
  });
});

describe('the French details', () => {
  const entries = Object.entries(all);

  it('hold each value of the English text once', () => {
    const bad = entries.filter(([english, text]) => {
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

  it('are each found for its own English text or for none, never for that of another', () => {
    const wrong = entries.flatMap(([english, text]) => {
      let n = 0;
      const asked = english.replace(/\{\}/g, () => String((n += 1)));
      const said = french(asked);
      return said === asked || said === text.replace(/\{(\d)\}/g, '$1') ? [] : [[asked, said]];
    });
    expect(wrong).toEqual([]);
  });

  it('are whole texts, not pieces that stand behind another', () => {
    expect(entries.filter(([english]) => /^[ ,;:]/.test(english))).toEqual([]);
  });
});
