import {
  aFingerprint,
  anAuthority,
  anEntry,
  anOfficer,
  aState,
  at,
} from '../../../test/support/builders.js';
import {
  onDuty,
  parseDutyRoster,
  dutyRosterFlaw,
  dutyRosterGaps,
  type DutyRoster,
  type DutyPeriod,
} from './duty-roster.schema.js';
import { parseTimestamp, timestamp, type Timestamp } from '#kernel';
import { Directory } from '#capabilities/directory/trust.model';

const root = aFingerprint('root XA');
const [one, two] = [aFingerprint('r.one'), aFingerprint('r.two')];
const [ana, ben] = [anOfficer('ana'), anOfficer('ben')];

const utc = (wall: string, ahead: number): Timestamp =>
  timestamp(new Date(Date.parse(`${wall}Z`) - ahead * 3_600_000));
const minuteBefore = (moment: Timestamp): Timestamp =>
  timestamp(new Date(Date.parse(moment) - 60_000));

const roster = (...periods: readonly DutyPeriod[]): DutyRoster => ({
  contact: 'Duty room',
  periods,
});

describe('a duty roster', () => {
  // In Zagreb clocks go back on 25 October 2026 at 03:00 and forward on 28 March 2027 at 02:00.
  it.each<[string, Timestamp, Timestamp, Timestamp, number]>([
    [
      'the night is an hour longer',
      utc('2026-10-24T19:00', 2),
      utc('2026-10-25T07:00', 1),
      utc('2026-10-25T19:00', 1),
      13,
    ],
    [
      'the night is an hour shorter',
      utc('2027-03-27T19:00', 1),
      utc('2027-03-28T07:00', 2),
      utc('2027-03-28T19:00', 2),
      11,
    ],
    [
      'it is changed in the hour that comes twice',
      utc('2026-10-24T19:00', 2),
      utc('2026-10-25T02:30', 1),
      utc('2026-10-25T07:00', 1),
      8.5,
    ],
  ])('hands over at the moment it names, though %s', (_, from, handover, to, hours) => {
    const plan = roster(
      { from, to: handover, officers: [ana, ben] },
      { from: handover, to, officers: [ben] },
    );
    expect((Date.parse(handover) - Date.parse(from)) / 3_600_000).toBe(hours);
    expect(dutyRosterFlaw(plan)).toBeUndefined();
    expect(onDuty(plan, minuteBefore(from))).toEqual([]);
    expect(onDuty(plan, from)).toEqual([ana, ben]);
    expect(onDuty(plan, minuteBefore(handover))).toEqual([ana, ben]);
    expect(onDuty(plan, handover)).toEqual([ben]);
    expect(onDuty(plan, to)).toEqual([]);
    expect(dutyRosterGaps(plan, from, to)).toEqual([]);
  });

  it('tells when nobody is on duty', () => {
    const officers = [ana];
    const plan = roster(
      { from: at(2), to: at(4), officers },
      { from: at(4), to: at(5), officers },
      { from: at(6), to: at(7), officers },
    );
    expect(dutyRosterGaps(plan, at(1), at(8))).toEqual([
      { from: at(1), to: at(2) },
      { from: at(5), to: at(6) },
      { from: at(7), to: at(8) },
    ]);
    expect(dutyRosterGaps(plan, at(3), at(5))).toEqual([]);
    expect(dutyRosterGaps(plan, at(10), at(11))).toEqual([{ from: at(10), to: at(11) }]);
    expect(dutyRosterGaps(roster(), at(1), at(2))).toEqual([{ from: at(1), to: at(2) }]);
  });

  it.each<[string, DutyRoster]>([
    [
      'overlap',
      roster(
        { from: at(1), to: at(3), officers: [ana] },
        { from: at(2), to: at(4), officers: [ben] },
      ),
    ],
    ['run backwards', roster({ from: at(3), to: at(1), officers: [ana] })],
    [
      'are out of order',
      roster(
        { from: at(3), to: at(4), officers: [ana] },
        { from: at(1), to: at(2), officers: [ben] },
      ),
    ],
  ])('is refused when its periods %s', (_, plan) => {
    expect(String(dutyRosterFlaw(plan))).toMatch('/periods/');
  });

  it.each<[string, object]>([
    [
      'local time',
      { periods: [{ from: '2026-10-25T02:30:00.000+01:00', to: at(9), officers: ['ana'] }] },
    ],
    ['nobody in a period', { periods: [{ from: at(1), to: at(2), officers: [] }] }],
    ['somebody twice', { periods: [{ from: at(1), to: at(2), officers: ['ana', 'ana'] }] }],
    [
      'too many periods',
      {
        periods: Array.from({ length: 129 }, () => ({ from: at(1), to: at(2), officers: ['ana'] })),
      },
    ],
    ['no contact', { contact: '' }],
    ['a contact of any length', { contact: 'x'.repeat(201) }],
  ])('is not read with %s', (_, members) => {
    expect(() => parseDutyRoster({ ...roster(), ...members })).toThrow(
      expect.objectContaining({ code: 'VALUE_INVALID' }) as Error,
    );
  });

  it('is what one registrar of the authority said last', () => {
    const directory = new Directory(aState('XA'), root);
    const authorities = [
      anEntry('authority'),
      anEntry('authority', { authority: anAuthority('coast-guard') }),
    ];
    const registrars = ['r.one', 'r.two'].map((name) =>
      anEntry('registrar', { registrar: anOfficer(name), fingerprint: aFingerprint(name) }),
    );
    for (const entry of [anEntry('root'), ...authorities, ...registrars])
      directory.apply(entry, [root]);
    const says = (plan: DutyRoster, authority = anAuthority()) =>
      anEntry('duty-roster', { authority, ...plan }, { issuedAt: at(1) });
    directory.apply(says(roster()), [one]);
    const before = directory.copy();
    const plan = roster({ from: at(1), to: at(2), officers: [ana] });
    directory.apply(says(plan), [two]);
    expect([directory.dutyRoster(anAuthority()), before.dutyRoster(anAuthority())]).toEqual([
      plan,
      roster(),
    ]);
    const wrong = roster({ from: at(2), to: at(1), officers: [ana] });
    for (const [entry, signers] of [
      [says(wrong), [one]],
      [{ ...says(plan), issuedAt: at(0) }, [one]],
      [says(plan), [root]],
      [says(plan, anAuthority('coast-guard')), [one]],
    ] as const)
      expect(() => {
        directory.apply(entry, signers);
      }).toThrow(expect.objectContaining({ code: 'ENTRY_NOT_ALLOWED' }) as Error);
    expect(parseTimestamp(plan.periods[0]?.from ?? '')).toBe(at(1));
  });
});
