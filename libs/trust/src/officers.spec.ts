import { DirectoryChain } from '#chains';
import { parseAuthorityId, parseOfficerId, parseStateCode, timestamp, type Side } from '#kernel';
import type { Directory } from '#capabilities/directory/trust.model';
import { aState, type TestState } from '../../../test/support/state.js';
import {
  dutyOfficers,
  escalatedTo,
  firstDutyGap,
  officerForDocument,
  officerNow,
  type DocumentClaim,
} from './officers.js';

const hour = 3_600_000;
const minute = 60_000;

let state: TestState;
const time = (ms: number) => timestamp(new Date(state.at.getTime() + ms));

async function directory(): Promise<Directory> {
  const chain = new DirectoryChain(state.state, state.rootFingerprint);
  for (const signed of state.directory) await chain.extend(signed);
  return chain.directory;
}

function claim(change: Partial<DocumentClaim> = {}): DocumentClaim {
  const { officer, authority, key } = state.officer('ana');
  const [composedAt, sealedAt, now] = [time(minute), time(2 * minute), time(hour)];
  const roles = ['LIAISON_OFFICER', 'DUTY_OFFICER'] as const;
  return {
    signer: key.fingerprint,
    officer,
    authority,
    composedAt,
    sealedAt,
    now,
    roles,
    ...change,
  };
}

const refusal = (judge: () => unknown): string => {
  try {
    judge();
    return 'accepted';
  } catch (error) {
    return error instanceof Error ? (error.message.split(':')[0] ?? '') : 'unknown';
  }
};

beforeEach(async () => {
  state = await aState().build();
});

describe('the duty officers of an authority', () => {
  it('are those whom the directory names in that role then, and who are not suspended', async () => {
    const { authority } = state.officer('ana');
    await state.grant('gus', ['LIAISON_OFFICER', 'DUTY_OFFICER'], authority);
    await state.suspension('gus', new Date(state.at.getTime() + hour));
    const at = async (ms: number) => dutyOfficers(await directory(), authority, time(ms));
    expect(await at(minute)).toEqual(['ben', 'gus']);
    expect(await at(2 * hour)).toEqual(['ben']);
    expect(await at(400 * 24 * hour)).toEqual([]);
    const nowhere = dutyOfficers(await directory(), parseAuthorityId('customs'), time(minute));
    expect(nowhere).toEqual([]);
  });
});

describe('whom an escalation names', () => {
  it('may act where it is: duty officers, and of what is asked who asked and then the liaison officers', async () => {
    const { authority } = state.officer('ana');
    for (const name of ['lia', 'max']) await state.grant(name, ['LIAISON_OFFICER'], authority);
    const known = await directory();
    const named = (side: Side, keeper: string, from = known) =>
      escalatedTo(from, { side, keeper: parseOfficerId(keeper) }, authority, time(minute));
    expect(named('ASKED', 'ana')).toEqual(['ben']);
    expect(named('ASKING', 'max')).toEqual(['max', 'ana', 'lia']);
    expect(named('ASKING', 'ben')).toEqual(['ana', 'lia', 'max']);
    const officers = ['ben', 'lia'].map(parseOfficerId);
    const periods = [{ ...state.validity, officers }];
    const plan = { authority, contact: 'Duty room', periods };
    await state.add('duty-roster', plan, state.registrars.slice(0, 1), { issuedAt: state.at });
    const rostered = await directory();
    expect(named('ASKING', 'max', rostered)).toEqual(['max', 'lia']);
    expect(named('ASKED', 'max', rostered)).toEqual(['ben']);
  });
});

describe('who is on duty', () => {
  it('is by the roster whoever may act then, the first first; without such, all duty officers', async () => {
    const { authority } = state.officer('ana');
    for (const name of ['hal', 'ida']) await state.grant(name, ['DUTY_OFFICER'], authority);
    await state.suspension('ida', new Date(state.at.getTime() + 5 * hour));
    const periods = [
      { from: time(hour), to: time(2 * hour), officers: ['ida', 'ben'] },
      { from: time(2 * hour), to: time(4 * hour), officers: ['hal', 'ana'] },
      { from: time(4 * hour), to: time(9 * hour), officers: ['ida'] },
    ].map((period) => ({ ...period, officers: period.officers.map(parseOfficerId) }));
    const plan = { authority, contact: 'Duty room', periods };
    await state.add('duty-roster', plan, state.registrars.slice(0, 1));
    const known = await directory();
    const at = (ms: number) => dutyOfficers(known, authority, time(ms));
    expect(at(hour)).toEqual(['ida', 'ben']);
    // Exactly at the change of shift; ana has no such role.
    expect(at(2 * hour)).toEqual(['hal']);
    expect(at(4 * hour)).toEqual(['ida']);
    // A later roster does not change earlier duty.
    const shift = { ...state.validity, officers: [parseOfficerId('hal')] };
    const issuedAt = new Date(state.at.getTime() + 90 * minute);
    await state.add(
      'duty-roster',
      { authority, contact: 'Duty room', periods: [shift] },
      state.registrars.slice(0, 1),
      { issuedAt },
    );
    const later = await directory();
    const named = [hour, 90 * minute].map((ms) => dutyOfficers(later, authority, time(ms)));
    expect(named).toEqual([['ida', 'ben'], ['hal']]);
    for (const nobodys of [0, 6 * hour, 10 * hour]) expect(at(nobodys)).toContain('ben');
    const gap = (from: number, to: number) => firstDutyGap(known, authority, time(from), time(to));
    expect([gap(hour, 3 * hour), gap(0, 3 * hour), gap(6 * hour, 7 * hour)]).toEqual([
      undefined,
      time(0),
      time(6 * hour),
    ]);
    expect(gap(5 * hour, 10 * hour)).toBe(time(5 * hour));
    // Inside a period, when its only officer is suspended.
    expect(gap(4 * hour, 9 * hour)).toBe(time(5 * hour));
    expect(firstDutyGap(known, parseAuthorityId('customs'), time(0), time(hour))).toBeUndefined();
  });
});

it('a roster leaves its desk alone from the moment at which the post of its only officer ends', async () => {
  const { authority } = state.officer('ana');
  await state.grant('hal', ['DUTY_OFFICER'], authority);
  const hal = parseOfficerId('hal');
  const period = { from: time(hour), to: time(9 * hour), officers: [hal] };
  await state.add(
    'duty-roster',
    { authority, contact: 'Duty room', periods: [period] },
    state.registrars.slice(0, 1),
  );
  const post = { host: parseStateCode('XB'), sending: state.state, post: 'Mission to XB' };
  await state.add(
    'posting',
    { ...post, officer: hal, authority, standInFor: null, from: time(0), to: time(3 * hour) },
    state.registrars,
  );
  const known = await directory();
  expect(firstDutyGap(known, authority, time(hour), time(9 * hour))).toBe(time(3 * hour));
});

describe('the officer of a document', () => {
  it('is the one the directory grants the key to', async () => {
    const grant = officerForDocument(await directory(), claim());
    expect(grant).toMatchObject({ officer: 'ana', authority: 'border-police' });
  });

  it.each<[string, () => Partial<DocumentClaim>]>([
    ['OFFICER_UNKNOWN', () => ({ signer: state.root.fingerprint })],
    ['OFFICER_WRONG_AUTHORITY', () => ({ officer: state.officer('ben').officer })],
    ['OFFICER_WRONG_AUTHORITY', () => ({ signer: state.officer('ben').key.fingerprint })],
    ['OFFICER_NOT_VALID_AT', () => ({ composedAt: time(-48 * hour) })],
    ['OFFICER_NOT_VALID_AT', () => ({ sealedAt: time(301 * 24 * hour) })],
    ['OFFICER_ROLE_MISSING', () => ({ roles: ['AUDITOR'] })],
  ])('is refused with %s', async (expected, change) => {
    const known = await directory();
    expect(refusal(() => officerForDocument(known, claim(change())))).toBe(expected);
  });

  it('is refused once suspended, whatever time the document claims, unless the log proves it was earlier', async () => {
    await state.suspension('ana', new Date(state.at.getTime() + 30 * minute));
    const known = await directory();
    const judged = (change: Partial<DocumentClaim>) =>
      refusal(() => officerForDocument(known, claim(change)));
    expect(judged({})).toBe('OFFICER_SUSPENDED');
    expect(judged({ composedAt: time(40 * minute), sealedAt: time(41 * minute) })).toBe(
      'OFFICER_SUSPENDED',
    );
    expect(judged({ signedBefore: time(29 * minute) })).toBe('accepted');
    expect(judged({ signedBefore: time(30 * minute) })).toBe('OFFICER_SUSPENDED');
    expect(judged({ now: time(29 * minute) })).toBe('accepted');
  });

  it('acts again after a new grant of the same key', async () => {
    await state.suspension('ana', new Date(state.at.getTime() + 30 * minute));
    const { authority, key } = state.officer('ana');
    await state.grant('ana', ['LIAISON_OFFICER', 'DUTY_OFFICER'], authority, key);
    const known = await directory();
    expect(officerNow(known, key.fingerprint, time(hour)).officer).toBe('ana');
  });
});

describe('the officer now', () => {
  it('is refused from the effective time of a suspension on', async () => {
    await state.suspension('ana', new Date(state.at.getTime() + 30 * minute));
    const known = await directory();
    const { fingerprint } = state.officer('ana').key;
    const judged = (ms: number) => refusal(() => officerNow(known, fingerprint, time(ms)));
    expect(judged(29 * minute)).toBe('accepted');
    expect(judged(30 * minute)).toBe('OFFICER_SUSPENDED');
    expect(judged(400 * 24 * hour)).toBe('OFFICER_NOT_VALID_AT');
  });
});
