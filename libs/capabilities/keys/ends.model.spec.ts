import type { Entry, EntryBodies, EntryKind } from '#capabilities/directory/directory.schema';
import {
  endCodes,
  hasStateEnded,
  stageOf,
  whatEnds,
  type Ending,
  type Mortal,
} from './ends.model.js';
import {
  parseAuthorityId,
  parseFingerprint,
  parseOfficerId,
  parseStateCode,
  timestamp,
} from '#kernel';

const now = new Date('2028-01-01T00:00:00.000Z');
const day = 24 * 3_600_000;
const at = (days: number) => timestamp(new Date(now.getTime() + days * day));
const fingerprint = (digit: string) => parseFingerprint(digit.repeat(40));
const border = parseAuthorityId('border-police');

const entry = <K extends EntryKind>(kind: K, body: EntryBodies[K]): Entry => ({
  typ: 'liaise-directory-entry',
  v: 1,
  chain: 'directory',
  state: parseStateCode('XA'),
  kind,
  issuedAt: at(-700),
  body,
});
const signing = (key: string, from: number, to: number): Entry =>
  entry('state-key', {
    purpose: 'signing',
    ...{ fingerprint: fingerprint(key), certificate: 'AA==', from: at(from), to: at(to) },
  });
const registrar = (name: string, key: string, from: number, to: number): Entry =>
  entry('registrar', {
    ...{ registrar: parseOfficerId(name), fingerprint: fingerprint(key), certificate: 'AA==' },
    ...{ authorities: [border], from: at(from), to: at(to) },
  });
const mandate = (name: string, key: string, from: number, to: number): Entry =>
  entry('officer', {
    ...{ officer: parseOfficerId(name), authority: border, fingerprint: fingerprint(key) },
    ...{ roles: ['LIAISON_OFFICER'], from: at(from), to: at(to) },
    enrolment: '0'.repeat(64) as EntryBodies['officer']['enrolment'],
  });
const suspended = (name: string): Entry =>
  entry('officer-suspended', { officer: parseOfficerId(name), effective: at(-1) });

const of = (own: readonly Entry[], more: Partial<Mortal> = {}): Ending[] =>
  whatEnds({ own, peers: [], certificates: [], ...more }, now);
const short = (endings: readonly Ending[]): string[] =>
  endings.map(({ kind, name, days, stage }) => `${kind} ${name} ${days} ${stage}`);

describe('whatEnds', () => {
  it.each([
    [91, 'LATER', 91],
    [90, 'IN_90_DAYS', 90],
    [30.5, 'IN_90_DAYS', 30],
    [30, 'IN_30_DAYS', 30],
    [7, 'IN_7_DAYS', 7],
    [0.01, 'IN_7_DAYS', 0],
    [0, 'ENDED', -1],
    [-30, 'ENDED', -30],
  ])('%d days before the end: %s', (left, stage, days) => {
    expect(stageOf(new Date(now.getTime() + left * day), now)).toEqual({ stage, days });
  });

  it('names every key, authority, registrar, mandate and link, the first to end first', () => {
    const term = { from: at(-700), to: at(30) };
    const own = [
      signing('1', -700, 29),
      entry('note-key', { purpose: 'log', vkey: 'audit+1+AA', ...term }),
      entry('event-key', { service: 'sealer', publicKey: 'AA==', ...term }),
      entry('authority', {
        ...{ authority: border, name: 'Border Police', ...term },
        keys: [{ compartment: 'ENFORCEMENT', fingerprint: fingerprint('2'), certificate: 'AA==' }],
      }),
      entry('contact-point', { authority: border, from: at(-700), to: at(3_000) }),
      registrar('m.horvat', '3', -200, 100),
      mandate('a.novak', '4', -300, 60),
    ];
    const found = of(own, {
      peers: [{ state: parseStateCode('XB'), entries: [signing('7', -700, 5)] }],
      certificates: [{ kind: 'LINK', name: 'tls/link.crt', to: new Date(now.getTime() - day) }],
    });
    expect(short(found)).toEqual([
      'LINK tls/link.crt -1 ENDED',
      'PEER_KEYS XB: signing key 5 IN_7_DAYS',
      'KEYS signing key 29 IN_30_DAYS',
      'KEYS log key 30 IN_30_DAYS',
      'KEYS event key of sealer 30 IN_30_DAYS',
      'KEYS authority border-police 30 IN_30_DAYS',
      'MANDATE a.novak@border-police 60 IN_90_DAYS',
      'REGISTRAR m.horvat 100 LATER',
      'CONTACT_POINT border-police 3000 LATER',
    ]);
    expect(endCodes(found)).toEqual(['LINK_ENDED', 'ENDS_IN_7_DAYS']);
    expect(hasStateEnded(found)).toBe(false);
  });

  it('counts a new certification of the same key, also one that begins later', () => {
    expect(short(of([signing('1', -700, 5), signing('1', -1, 729)]))).toEqual([
      'KEYS signing key 729 LATER',
    ]);
    expect(short(of([signing('1', -700, 5), signing('1', 4, 734)]))).toEqual([
      'KEYS signing key 734 LATER',
    ]);
    // A day without a valid key lies between.
    expect(short(of([signing('1', -700, 5), signing('1', 6, 736)]))).toEqual([
      'KEYS signing key 5 IN_7_DAYS',
    ]);
  });

  it('follows the newest key of a purpose that stands, and not one that was rotated out', () => {
    expect(short(of([signing('1', -700, -10), signing('2', -40, 690)]))).toEqual([
      'KEYS signing key 690 LATER',
    ]);
    // Both are valid during the overlap; the end of the newer one counts.
    expect(short(of([signing('1', -700, 10), signing('2', -40, 690)]))).toEqual([
      'KEYS signing key 690 LATER',
    ]);
  });

  it('says nothing of what was ended by a word, and fails for what only ran out', () => {
    expect(of([signing('1', -700, 5), signing('1', -1, -1)])).toEqual([]);
    const found = of([signing('1', -760, -30)]);
    expect(short(found)).toEqual(['KEYS signing key -30 ENDED']);
    expect(endCodes(found)).toEqual(['KEYS_ENDED']);
    expect(hasStateEnded(found)).toBe(true);
  });

  it('lets a suspended officer be, and one who left long ago', () => {
    const names = (own: readonly Entry[]) => short(of(own));
    expect(names([mandate('a.novak', '4', -300, 5), suspended('a.novak')])).toEqual([]);
    expect(names([mandate('a.novak', '4', -500, -91)])).toEqual([]);
    expect(names([mandate('a.novak', '4', -500, -89)])).toHaveLength(1);
    const again = [mandate('a.novak', '4', -500, 5), suspended('a.novak')];
    expect(names([...again, mandate('a.novak', '5', -1, 364)])).toEqual([
      'MANDATE a.novak@border-police 364 LATER',
    ]);
  });

  it('lets a registrar who left be only while the authority has two others', () => {
    const left = registrar('m.horvat', '3', -700, -335);
    const others = [registrar('i.kovac', '4', -10, 355), registrar('p.maric', '5', -10, 355)];
    expect(short(of([left, ...others]))).toHaveLength(2);
    expect(short(of([left, ...others.slice(1)]))[0]).toBe('REGISTRAR m.horvat -335 ENDED');
  });
});
