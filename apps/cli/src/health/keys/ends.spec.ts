import { endNumbers, stageOf, type Ending, type EndKind } from '#capabilities/keys/ends.model';
import { phrase, timestamp } from '#kernel';
import { RuntimeError } from '#runtime';
import { StoreError } from '#store';
import { endDaysOf, endsLine, endsMark, judgeEnds } from './ends.js';

const now = new Date('2028-01-01T00:00:00.000Z');
const ending = (kind: EndKind, name: string, days: number): Ending => {
  const end = new Date(now.getTime() + days * 24 * 3_600_000);
  return { kind, name, at: timestamp(end), ...stageOf(end, now) };
};
const all = (...endings: Ending[]) => ({ endings, unread: null });

describe('what ends, for a person', () => {
  it('is good while nothing is near', () => {
    const ends = all(ending('KEYS', 'signing key', 400));
    expect(judgeEnds(ends)).toEqual([
      {
        level: 'ok',
        name: 'keys',
        found: 'none ends within 90 days; the first: signing key 2029-02-04',
        remedy: undefined,
      },
    ]);
  });

  it.each([
    [89, 'warn', /^end within 90 days: signing key 2028-03-30$/],
    [29, 'warn', /^end within 30 days: /],
    [6, 'warn', /^end within 7 days: /],
    [-1, 'fail', /^KEYS_ENDED: ended: signing key 2027-12-31$/],
  ])('keys %d days before their end: %s', (days, level, found) => {
    const [finding] = judgeEnds(all(ending('KEYS', 'signing key', days)));
    expect(finding).toMatchObject({ level, name: 'keys' });
    expect(finding?.found).toMatch(found);
    expect(finding?.remedy).toMatch(/`liaise key extend`/);
  });

  it.each([
    ['REGISTRAR', 'm.horvat', /REGISTRAR_ENDED/, /key extend --registrar/],
    ['MANDATE', 'a.novak@border-police', /MANDATE_ENDED/, /liaise officer add/],
    ['LINK', 'tls/link.crt', /LINK_ENDED/, /liaise key renew/],
    ['CERTIFICATE', 'tls/http.crt', /CERTIFICATE_ENDED/, /liaise key renew/],
    ['PEER_KEYS', 'XB: signing key', /PEER_KEYS_ENDED/, /Call the neighbour/],
    ['CONTACT_POINT', 'border-police', /CONTACT_POINT_ENDED/, /liaise key extend/],
  ] as const)(
    '%s that has ended fails with its own code and remedy',
    (kind, name, found, remedy) => {
      const findings = judgeEnds(all(ending(kind, name, -3)));
      expect(findings).toHaveLength(1);
      expect(findings[0]).toMatchObject({ level: 'fail' });
      expect(findings[0]?.found).toMatch(found);
      expect(findings[0]?.remedy).toMatch(remedy);
    },
  );

  it('has a line for each step, the worst first, and names six of many', () => {
    const many = [...Array(9).keys()].map((i) => ending('MANDATE', `o${i}@border-police`, 20));
    const findings = judgeEnds(all(ending('MANDATE', 'left@border-police', -1), ...many));
    expect(findings.map(({ level }) => level)).toEqual(['fail', 'warn']);
    expect(findings[1]?.found).toMatch(/o5@border-police 2028-01-21, 3 more$/);
  });

  it('fails where the database cannot be asked, and names the file', () => {
    const unread = new RuntimeError(
      'HOST_SECRET_UNSAFE',
      phrase`${'/srv/xa/password'}: cannot be read`,
    );
    expect(judgeEnds({ endings: [], unread })).toEqual([
      {
        level: 'fail',
        name: 'keys',
        found: 'HOST_SECRET_UNSAFE: /srv/xa/password: cannot be read',
        remedy: expect.stringContaining('named in the detail') as string,
      },
    ]);
  });

  it('says when the database was not asked', () => {
    const ends = { endings: [], unread: new StoreError('STORE_UNAVAILABLE') };
    expect(judgeEnds(ends)).toMatchObject([
      { level: 'warn', found: expect.stringContaining('STORE_UNAVAILABLE') as string },
    ]);
  });

  it.each([
    [
      [ending('KEYS', 'a', 400), ending('MANDATE', 'b', 91)],
      true,
      /^nothing within 90 days; first mandates in 91 days$/,
    ],
    [
      [ending('KEYS', 'a', 400), ending('MANDATE', 'b', 40)],
      undefined,
      /^mandates in 40 days; see/,
    ],
    [
      [ending('KEYS', 'a', -2), ending('PEER_KEYS', 'b', 3)],
      false,
      /^ENDED: keys; keys of neighbours in 3 days; see/,
    ],
  ])('is one line of status, by the figures of the audit service', (endings, mark, line) => {
    const numbers = Object.entries(endNumbers(endings.toSorted((a, b) => a.days - b.days)));
    const metrics = Object.fromEntries(numbers.map(([name, value]) => [`ends.${name}`, value]));
    const days = endDaysOf({ metrics });
    expect(endsLine(days)).toMatch(line);
    expect(endsMark(days)).toBe(mark);
    expect(endDaysOf({ metrics: {} })).toBeUndefined();
    expect(endsLine(undefined)).toBe('unknown');
  });
});
