import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Desk } from '../../../../../test/support/desk.js';
import { newOfficerKey } from '../../keys/officer-keys.js';

let desk: Desk;
const liaise = (...args: string[]) => desk.liaise(args);
const sent = (): number => desk.server.asked.filter(({ method }) => method !== 'GET').length;
const asked = (path: string): number =>
  desk.server.asked.filter((each) => each.path.startsWith(path)).length;

beforeAll(async () => {
  desk = await Desk.open();
  const ben = desk.xa.officer('ben').key;
  writeFileSync(desk.file('ben.key'), ben.privateKey, { mode: 0o600 });
  writeFileSync(desk.file('ben.cert'), ben.certificate);
  await newOfficerKey('a.novak', desk.file('new.key'), undefined, new Date());
  await desk.logIn();
});
afterAll(() => desk.close());

describe('the key of another person', () => {
  it.each([
    ['--key', (): string[] => ['--key', desk.file('ben.key')], 'ben.key'],
    [
      '--detached',
      (): string[] => [
        ...['--detached', desk.file('request.sig'), '--certificate', desk.file('ben.cert')],
      ],
      'ben.cert',
    ],
  ])(
    'given with %s signs nothing, and says whose it is instead of an alarm',
    async (_, how, name) => {
      writeFileSync(desk.file('note.txt'), 'a file to attach');
      const before = sent();
      const args = [
        'request',
        'send',
        desk.writeRequest(),
        '--attach',
        desk.file('note.txt'),
        '--yes',
      ];
      const { code, err } = await liaise(...args, ...how());
      expect([code, err]).toEqual([1, expect.stringMatching('CLI_KEY_NOT_YOURS')]);
      expect(err).toContain(`${name} is not your key: `);
      expect(err).toContain('the key of ben');
      expect(err).toContain(`a.novak with ${desk.certificate.fingerprint}`);
      expect(err).not.toContain('Send nothing through this gateway');
      expect(sent()).toBe(before);
    },
  );

  it('of whom this profile knows nothing is refused for a document all the same', async () => {
    const args = ['request', 'send', desk.writeRequest(), '--yes', '--key', desk.file('new.key')];
    const { code, err } = await liaise(...args);
    expect([code, err]).toEqual([1, expect.stringContaining('new.key is not your key: ')]);
    expect(err).toContain('log in with it first');
  });

  it('does not log in where the directory says whose it is; a key that it does not name may be new', async () => {
    const before = asked('/api/v1/sessions');
    const { code, err } = await liaise('login', '--key', desk.file('ben.key'));
    expect([code, err]).toEqual([1, expect.stringContaining('ben.key is not your key: ')]);
    expect(err).toMatch(/the key of ben\n.*the login is for a.novak/);
    expect(asked('/api/v1/sessions')).toBe(before);
    const fresh = await liaise('login', '--key', desk.file('new.key'));
    expect(fresh.err).not.toContain('CLI_KEY_NOT_YOURS');
    expect(asked('/api/v1/sessions')).toBe(before + 1);
  });

  it('is asked about where nothing of the directory was verified yet, too', async () => {
    const kept = desk.file('profile/session.directory.json');
    const content = readFileSync(kept);
    rmSync(kept);
    const args = ['request', 'send', desk.writeRequest(), '--yes', '--key', desk.file('ben.key')];
    const { code, err } = await liaise(...args);
    writeFileSync(kept, content, { mode: 0o600 });
    expect([code, err]).toEqual([1, expect.stringContaining('ben.key is not your key: ')]);
  });
});
