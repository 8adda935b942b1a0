import { aFingerprint } from '../../../../../test/support/builders.js';
import { judgeSubkeys, subkeyLines, type SubkeyView } from './subkeys.js';

const now = new Date('2026-03-01T12:00:00.000Z');
const day = 24 * 3_600_000;
const name = 'authority-police-ENFORCEMENT';
const aKey = (ages: readonly number[], directory: SubkeyView['directory']): SubkeyView => ({
  key: name,
  fingerprint: aFingerprint('police'),
  subkeys: ages.map((age) => ({
    fingerprint: aFingerprint(`subkey ${age}`),
    created: new Date(now.getTime() - age * day),
  })),
  directory,
  failure: null,
});
const judged = (view: Parameters<typeof judgeSubkeys>[0][number], horizonDays = 30): string[] =>
  judgeSubkeys([view], now, { horizonDays }).map(({ level, found }) => `${level}: ${found}`);

describe('the doctor', () => {
  it('is content with a newest subkey that is young and told, whatever waits for its end', () => {
    expect(judged(aKey([65, 35, 5], 'leads here'))).toEqual([
      'ok: newest 5 days old; 2 older kept',
    ]);
    expect(judged(aKey([5], null))).toEqual(['ok: newest 5 days old; 0 older kept']);
  });

  it('warns of what was not done in time', () => {
    expect(judged(aKey([40], 'leads here'))).toEqual(['warn: the newest is 40 days old']);
    expect(judged(aKey([31, 1], 'not told yet'))).toEqual([
      'warn: the newest is not in the directory',
    ]);
    const failure = { code: 'CLI_UNREACHABLE', since: now };
    expect(judged({ ...aKey([5], 'leads here'), failure })).toEqual([
      'warn: CLI_UNREACHABLE since 2026-03-01T12:00:00.000Z',
    ]);
    expect(judged(aKey([122, 5], 'leads here'))).toEqual(['warn: one is 122 days old']);
    expect(judged(aKey([122, 5], 'leads here'), 60)).toEqual([
      'ok: newest 5 days old; 1 older kept',
    ]);
  });

  it('fails when messages are sealed to what nobody here can open, and when a file cannot be read', () => {
    expect(judged(aKey([5], 'leads elsewhere'))).toEqual([
      'fail: neighbours seal to a subkey whose private half is not here',
    ]);
    expect(judged(aKey([], 'leads here'))).toEqual(['fail: there are none']);
    expect(judged({ key: name, error: 'KEY_FILE_INVALID' })).toEqual(['fail: KEY_FILE_INVALID']);
  });
});

describe('the status', () => {
  it('has a line for each key, with the ages of its subkeys', () => {
    const views = [
      aKey([65, 35, 5], 'leads here'),
      aKey([5], 'not told yet'),
      { ...aKey([5], null), failure: { code: 'CLI_UNREACHABLE', since: now } },
      { key: name, error: 'KEY_FILE_INVALID' },
    ];
    expect(subkeyLines(views, now)).toEqual([
      `subkeys of ${name}: 5 days; older ones kept: 35 days, 65 days`,
      `subkeys of ${name}: 5 days; directory: not told yet`,
      `subkeys of ${name}: 5 days; fails: CLI_UNREACHABLE`,
      `subkeys of ${name}: KEY_FILE_INVALID`,
    ]);
  });
});
