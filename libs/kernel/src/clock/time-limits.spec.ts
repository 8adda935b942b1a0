import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  aDocument,
  aDocumentOf,
  aFingerprint,
  anAuthority,
  anEntry,
  anOfficer,
  aRequestBody,
  aState,
  at,
  days,
} from '../../../../test/support/builders.js';
import {
  agreedLimits,
  limitsState,
  assertAgreedLimits,
} from '#capabilities/deadlines/agreed-limits.model';
import { type EntryBodies, parseEntry } from '#capabilities/directory/directory.schema';
import { parseBody } from '../documents/parse.js';
import { standardLimits, type TimeLimits } from './time-limits.js';
import { Directory } from '#capabilities/directory/trust.model';

const guard = anAuthority('coast-guard');
const signers = ['r.one', 'r.two'].map((name) => aFingerprint(name));
const limits: TimeLimits = { urgentDirect: 4, urgentIndirect: 48, other: 120 };

function aDirectory(code: string): Directory {
  const state = aState(code);
  const root = aFingerprint(`root ${code}`);
  const directory = new Directory(state, root);
  const add = <K extends 'root' | 'authority' | 'registrar'>(kind: K, body: object = {}): void => {
    directory.apply(anEntry(kind, body as Partial<EntryBodies[K]>, { state }), [root]);
  };
  add('root', { fingerprint: root });
  add('authority');
  for (const name of ['r.one', 'r.two'])
    add('registrar', { registrar: anOfficer(name), fingerprint: aFingerprint(name) });
  return directory;
}

const said = (
  code: string,
  body: Partial<EntryBodies['time-limits']> = {},
  issuedAt = at(),
): ReturnType<typeof anEntry<'time-limits'>> => {
  const peer = aState(code === 'XA' ? 'XB' : 'XA');
  const state = aState(code);
  return anEntry('time-limits', { peer, ...limits, from: at(), ...body }, { state, issuedAt });
};

const refusal = (directory: Directory, ...args: Parameters<Directory['apply']>): string => {
  const before = JSON.stringify(directory);
  try {
    directory.apply(...args);
  } catch (error) {
    expect(JSON.stringify(directory)).toBe(before);
    return String((error as { detail?: string }).detail);
  }
  return 'taken';
};

describe('what a State says of its time limits', () => {
  it('is signed by two registrars of every authority: it binds them all', () => {
    const directory = aDirectory('XA');
    const needed = 'two registrars of every authority must sign';
    for (const few of [[], signers.slice(1), [aFingerprint('root XA')]])
      expect(refusal(directory, said('XA'), few)).toBe(needed);
    directory.apply(anEntry('authority', { authority: guard }), [aFingerprint('root XA')]);
    expect(refusal(directory, said('XA'), signers)).toBe(needed);
    for (const [name, key] of [
      ['g.one', 'g.one'],
      ['g.two', 'g.two'],
    ] as const)
      directory.apply(
        anEntry('registrar', {
          registrar: anOfficer(name),
          fingerprint: aFingerprint(key),
          authorities: [guard],
        }),
        [aFingerprint('root XA')],
      );
    const all = [...signers, aFingerprint('g.one'), aFingerprint('g.two')];
    expect(refusal(directory, said('XA'), all)).toBe('taken');
    const without = new Directory(aState('XA'), aFingerprint('root XA'));
    without.apply(anEntry('root'), [aFingerprint('root XA')]);
    expect(refusal(without, said('XA'), all)).toBe(needed);
  });

  it('is about another State, in order, from now on, and no older than what was said', () => {
    const directory = aDirectory('XA');
    const taken = (...args: Parameters<typeof said>): string =>
      refusal(directory, said(...args), signers);
    expect(taken('XA', { peer: aState('XA') })).toBe('limits are agreed with another State');
    for (const wrong of [{ urgentDirect: 49 }, { urgentIndirect: 121 }])
      expect(taken('XA', wrong)).toBe('what is more urgent has no longer limit');
    const early = 'limits begin no earlier than they are issued';
    expect(taken('XA', { from: at(-1) })).toBe(early);
    expect(taken('XA', { from: at(20) }, at(10))).toBe('taken');
    // Back-dated, though entered later.
    expect(taken('XA', { from: at(5) }, at(4))).toBe(early);
    expect(taken('XA', { from: at(30) }, at(4))).toBe('issued before limits that were said since');
    expect(taken('XA', { peer: aState('XC'), from: at(30) }, at(4))).toBe('taken');
  });

  it.each([
    ['nothing', { urgentDirect: 0 }],
    ['more than thirty days', { other: 721 }],
    ['a part of an hour', { urgentDirect: 1.5 }],
  ])('is never %s', (_, body) => {
    expect(() => parseEntry(said('XA', body))).toThrow(
      expect.objectContaining({ code: 'VALUE_INVALID' }),
    );
    expect(() =>
      parseBody('request', aRequestBody({ timeLimits: { ...limits, ...body } })),
    ).toThrow(expect.objectContaining({ code: 'DOCUMENT_INVALID' }));
  });
});

describe('the limits between two States', () => {
  const hours = fc.integer({ min: 1, max: 720 });
  const anyLimits = fc
    .tuple(hours, hours, hours)
    .map((three) => three.sort((a, b) => a - b))
    .map(([urgentDirect, urgentIndirect, other]) => ({
      ...{ urgentDirect, urgentIndirect, other },
    }));
  const few = fc.constantFrom(limits, standardLimits, { ...limits, other: 121 });
  const words = fc.array(fc.tuple(fc.constantFrom('XA', 'XB'), few, fc.nat(50), fc.nat(40)), {
    maxLength: 8,
  });

  it('are the same for both at any time, and standard unless both say the same', () => {
    fc.assert(
      fc.property(words, fc.nat(120), (all, moment) => {
        const [xa, xb] = [aDirectory('XA'), aDirectory('XB')];
        let now = 0;
        for (const [code, each, pause, ahead] of all) {
          now += pause;
          const entry = said(code, { ...each, from: at(now + ahead) }, at(now));
          (code === 'XA' ? xa : xb).apply(entry, signers);
        }
        const agreed = agreedLimits(xa, xb, at(moment));
        expect(agreedLimits(xb, xa, at(moment))).toEqual(agreed);
        const [one, two] = [
          xa.timeLimits.at(xb.state, at(moment)),
          xb.timeLimits.at(xa.state, at(moment)),
        ];
        const same = JSON.stringify(one) === JSON.stringify(two);
        expect(agreed).toEqual(same ? (one ?? standardLimits) : standardLimits);
      }),
    );
  });

  it('of an instant are not changed by what either says later', () => {
    fc.assert(
      fc.property(anyLimits, anyLimits, fc.constantFrom('XA', 'XB'), (first, second, who) => {
        const [xa, xb] = [aDirectory('XA'), aDirectory('XB')];
        xa.apply(said('XA', { ...first, from: at(1) }), signers);
        xb.apply(said('XB', { ...first, from: at(2) }), signers);
        expect(agreedLimits(xa, xb, at(1))).toEqual(standardLimits);
        const held = agreedLimits(xa, xb, at(9));
        expect(held).toEqual(first);
        const later = said(who, { ...second, from: at(10) }, at(10));
        (who === 'XA' ? xa : xb).apply(later, signers);
        expect(agreedLimits(xa, xb, at(9))).toEqual(first);
        const same = JSON.stringify(first) === JSON.stringify(second);
        expect(agreedLimits(xa, xb, at(10))).toEqual(same ? first : standardLimits);
      }),
    );
  });

  it('are shown with what each says, where that differs', () => {
    const [xa, xb] = [aDirectory('XA'), aDirectory('XB')];
    const nothing = { hold: standardLimits, ours: null, theirs: null, differ: false };
    expect(limitsState(xa, xb, at())).toEqual(nothing);
    xa.apply(said('XA', { ...standardLimits, from: at(1) }), signers);
    expect(limitsState(xa, xb, at(2)).differ).toBe(false);
    xa.apply(said('XA', { from: at(3) }, at(3)), signers);
    const ours = { ...limits, from: at(3) };
    expect(limitsState(xa, xb, at(4))).toEqual({ ...nothing, ours, differ: true });
    xb.apply(said('XB', { from: at(days(1)) }, at(4)), signers);
    const theirs = { ...limits, from: at(days(1)) };
    // Agreed, not yet in force.
    expect(limitsState(xa, xb, at(5))).toEqual({ ...nothing, ours, theirs });
    expect(limitsState(xb, xa, at(days(1)))).toMatchObject({ hold: limits, ours: theirs });
  });
});

describe('a request', () => {
  const [xa, xb] = [aDirectory('XA'), aDirectory('XB')];
  xa.apply(said('XA', { from: at(10) }), signers);
  xb.apply(said('XB', { from: at(20) }), signers);
  const judged = (seconds: number, timeLimits?: TimeLimits): string => {
    const body = aRequestBody(timeLimits === undefined ? {} : { timeLimits });
    try {
      assertAgreedLimits(aDocument({ body, composedAt: at(seconds) }), xb, xa);
      return 'taken';
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  it('states what held when it was composed, and nothing else', () => {
    for (const before of [0, 15]) {
      expect(judged(before)).toBe('taken');
      expect(judged(before, standardLimits)).toBe('taken');
      expect(judged(before, limits)).toBe('LIMITS_NOT_AGREED');
    }
    expect(judged(20, limits)).toBe('taken');
    for (const other of [
      undefined,
      standardLimits,
      { ...limits, other: 121 },
      { urgentDirect: 120, urgentIndirect: 48, other: 4 },
    ])
      expect(judged(20, other)).toBe('LIMITS_NOT_AGREED');
  });

  it('about risk to life states none and is taken, whatever is agreed', () => {
    const body = aRequestBody({ requestType: 'RISK_TO_LIFE' });
    assertAgreedLimits(aDocument({ body, composedAt: at(30) }), xb, xa);
    expect(() => parseBody('request', { ...body, timeLimits: limits })).toThrow(
      expect.objectContaining({ code: 'DOCUMENT_INVALID' }),
    );
  });

  it('alone has limits', () => {
    assertAgreedLimits(aDocumentOf('acknowledgement', { composedAt: at(30) }), xb, xa);
  });
});
