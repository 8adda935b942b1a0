import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Desk } from '../../../../../test/support/desk.js';
import { refuse } from '../../../../../test/support/https-gateway.js';
import { signDetached, unlockKey } from '#seal';
import { newOfficerKey } from '../../keys/officer-keys.js';

let desk: Desk;
let used: boolean;
let enrolledKey: boolean;
const enrolments = 'POST /api/v1/enrolments';
const sessions = 'POST /api/v1/sessions';
const asked = (route: string): number =>
  desk.server.asked.filter(({ method, path }) => `${method} ${path}` === route).length;

beforeEach(async () => {
  desk = await Desk.open();
  used = false;
  enrolledKey = false;
  writeFileSync(desk.file('token'), `${'E'.repeat(43)}\n`, { mode: 0o600 });
  desk.server.on(enrolments, ({ json }, reply) => {
    if (json()['root'] !== desk.xa.rootFingerprint)
      return refuse(reply, 409, 'ENROLMENT_OTHER_ROOT');
    if (used) return refuse(reply, 403, 'ENROLMENT_REFUSED', 'used for this key already');
    used = true;
    enrolledKey = true;
    return { officer: 'a.novak' };
  });
  desk.server.on(sessions, (_, reply) =>
    enrolledKey ? desk.session() : refuse(reply, 401, 'LOGIN_REFUSED'),
  );
});
afterEach(() => desk.close());

const logIn = (root: string, ...more: string[]) =>
  desk.liaise([
    ...['login', '--url', desk.server.origin, '--ca', desk.file('ca.crt'), '--state', 'XA'],
    ...['--officer', 'a.novak', '--root', root, '--enrol', desk.file('token'), ...more],
  ]);
const key = (): string[] => ['--key', desk.file('novak.key')];

describe('the first login', () => {
  it('with a mistyped root uses no token up: the same command with the right one goes through', async () => {
    const typed = desk.xa.rootFingerprint.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    const wrong = await logIn(typed, ...key());
    expect([wrong.code, wrong.err]).toEqual([3, expect.stringContaining('ENROLMENT_OTHER_ROOT')]);
    expect([used, asked(sessions)]).toEqual([false, 0]);
    expect(existsSync(desk.file('profile/session.json'))).toBe(false);
    const right = await logIn(desk.xa.rootFingerprint, ...key());
    expect([right.code, right.err]).toEqual([0, expect.stringContaining('Enrolled: ')]);
  });

  it('that ended after the enrolment is simply repeated', async () => {
    const session = desk.server.routes.get(sessions);
    desk.server.on(sessions, (_, reply) => refuse(reply, 503, 'NOT_READY'));
    expect((await logIn(desk.xa.rootFingerprint, ...key())).err).toContain('NOT_READY');
    if (session !== undefined) desk.server.on(sessions, session);
    const again = await logIn(desk.xa.rootFingerprint, ...key());
    expect([again.code, again.err]).toEqual([0, expect.stringContaining('enrolled before')]);
    expect(again.out).toContain('a.novak, border-police of XA');
  });

  it('with a token that is not for this key says so, not what the login said', async () => {
    used = true;
    const { code, err } = await logIn(desk.xa.rootFingerprint, ...key());
    expect([code, err]).toEqual([3, expect.stringContaining('ENROLMENT_REFUSED')]);
    expect(err).not.toContain('LOGIN_REFUSED');
  });

  it('signed elsewhere, run after run with the same command, comes to its end', async () => {
    const signature = desk.file('login.sig');
    const way = ['--detached', signature, '--certificate', desk.file('novak.key.cert')];
    const unlocked = await unlockKey(readFileSync(desk.file('novak.key')));
    let out = '';
    let runs = 0;
    for (; out === '' && runs < 4; runs += 1) {
      const ended = await logIn(desk.xa.rootFingerprint, ...way);
      expect([ended.code, ended.err]).toEqual([0, expect.anything()]);
      ({ out } = ended);
      const bytes = desk.file('login');
      if (existsSync(bytes))
        writeFileSync(signature, await signDetached(readFileSync(bytes), unlocked, new Date()));
    }
    expect([runs, out]).toEqual([3, expect.stringContaining('a.novak, border-police of XA')]);
    rmSync(signature, { force: true });
  });
});

describe('a login for another place', () => {
  it.each([
    ['state', 'this login names the State XA'],
    ['origin', 'this login names the address https://'],
  ])('says itself what it named, where the gateway names the %s only', async (member, words) => {
    enrolledKey = true;
    desk.server.on(sessions, (_, reply) => refuse(reply, 401, 'LOGIN_OTHER_PLACE', member));
    const { code, err } = await desk.logIn();
    expect([code, err]).toEqual([3, expect.stringContaining(words)]);
  });
});

describe('a session that has ended', () => {
  const token = (): unknown =>
    (JSON.parse(readFileSync(desk.file('profile/session.json'), 'utf8')) as { token: string })
      .token;
  const lapse = (members: object): void => {
    const file = desk.file('profile/session.json');
    const profile = JSON.parse(readFileSync(file, 'utf8')) as object;
    writeFileSync(file, JSON.stringify({ ...profile, ...members }));
  };
  const whoAmI = () => desk.liaise(['whoami', '--utc']);

  beforeEach(async () => {
    enrolledKey = true;
    expect(await desk.logIn()).toMatchObject({ code: 0 });
    const bearer = (): string => `Bearer ${String(token())}`;
    // Only the newest session lives, as at a gateway whose older ones have idled out.
    desk.server.on('GET /api/v1/session', ({ headers }, reply) =>
      headers.authorization === bearer() && token() !== first
        ? { ...desk.session(), attachmentBytes: 2 ** 28 }
        : refuse(reply, 401, 'SESSION_EXPIRED'),
    );
    const first = token();
  });

  it('is renewed with the key that the profile knows, and both ends are said', async () => {
    const { code, out, err } = await whoAmI();
    expect([code, err]).toEqual([0, expect.stringContaining('your key opened a new one')]);
    expect(out).toMatch(/Session until .*Z; without use it ends at .*Z\./);
    expect(asked(sessions)).toBe(2);
    expect((await whoAmI()).err).toBe('');
    expect(asked(sessions)).toBe(2);
  });

  it('is renewed before anything is asked when its end has passed here', async () => {
    lapse({ expiresAt: '2026-01-01T00:00:00.000Z' });
    expect(await whoAmI()).toMatchObject({ code: 0 });
    expect([asked(sessions), asked('GET /api/v1/session')]).toEqual([2, 1]);
  });

  it('stays ended without a remembered key, with another key, and after a logout', async () => {
    for (const other of [
      { key: null },
      { key: desk.file('gone.key') },
      { fingerprint: 'F'.repeat(40) },
      { passphraseFile: '-' },
    ]) {
      lapse({ key: desk.file('novak.key'), ...other });
      expect(await whoAmI()).toMatchObject({
        code: 3,
        err: expect.stringContaining('SESSION_EXPIRED') as string,
      });
    }
    lapse({ key: desk.file('novak.key'), token: '' });
    expect((await whoAmI()).err).toContain('CLI_NO_SESSION');
    expect(asked(sessions)).toBe(1);
  });

  it('is not renewed over the logout or the login of a command beside it', async () => {
    const ends = 'DELETE /api/v1/session';
    desk.server.on(ends, () => ({}));
    for (const beside of ['', 'z'.repeat(43)]) {
      desk.server.on(sessions, () => {
        lapse({ token: beside });
        return desk.session();
      });
      lapse({ token: 'o'.repeat(43) });
      desk.server.on('GET /api/v1/session', ({ headers }, reply) =>
        headers.authorization === `Bearer ${'z'.repeat(43)}`
          ? { ...desk.session(), attachmentBytes: 2 ** 28 }
          : refuse(reply, 401, 'SESSION_EXPIRED'),
      );
      expect(await whoAmI()).toMatchObject({ code: beside === '' ? 3 : 0 });
      expect(token()).toBe(beside);
    }
    expect(asked(ends)).toBe(2);
  });

  it('is not renewed for an officer who belongs to another authority by now', async () => {
    const ends = 'DELETE /api/v1/session';
    const before = token();
    desk.server.on(ends, () => ({}));
    desk.server.on(sessions, () => ({ ...desk.session(), authority: 'customs' }));
    expect((await whoAmI()).err).toMatch(/CLI_NO_SESSION[^]*customs/);
    expect([token(), asked(ends)]).toEqual([before, 1]);
  });

  it('stays ended after a login with --no-renew, until one with --renew', async () => {
    for (const [login, code] of [
      [['login', '--no-renew'], 1],
      [['login'], 1],
      [['login', '--renew'], 0],
    ] as const) {
      expect((await desk.liaise([...login])).code).toBe(0);
      lapse({ expiresAt: '2026-01-01T00:00:00.000Z' });
      expect(await whoAmI()).toMatchObject({ code });
    }
  });

  it('stays ended when the passphrase is wrong, and that is what is said', async () => {
    const made = await newOfficerKey('c.wolf', desk.file('c.key'), 'right', new Date());
    writeFileSync(desk.file('wrong'), 'wrong\n', { mode: 0o600 });
    lapse({ key: made.keyFile, passphraseFile: desk.file('wrong') });
    expect((await whoAmI()).err).toMatch('SESSION_EXPIRED');
  });

  it('is ended by a logout, and no later command renews it', async () => {
    desk.server.on('DELETE /api/v1/session', (_, reply) => refuse(reply, 401, 'SESSION_EXPIRED'));
    for (const members of [{}, { expiresAt: '2026-01-01T00:00:00.000Z' }]) {
      lapse({ token: 't'.repeat(43), ...members });
      const { code, out } = await desk.liaise(['logout']);
      expect([code, out, token()]).toEqual([0, 'The session has ended.\n', '']);
      expect((await whoAmI()).err).toContain('CLI_NO_SESSION');
    }
    expect(asked(sessions)).toBe(1);
    expect((await desk.liaise(['logout'])).err).toContain('CLI_NO_SESSION');
  });

  it('is ended here when the gateway cannot be told, and that is said', async () => {
    desk.server.on('DELETE /api/v1/session', (_, reply) => refuse(reply, 503, 'NOT_READY'));
    const { code, err } = await desk.liaise(['logout']);
    expect([code, err, token()]).toEqual([3, expect.stringContaining('NOT_READY'), '']);
  });

  it('is renewed once: a gateway that goes on refusing is believed', async () => {
    desk.server.on('GET /api/v1/session', (_, reply) => refuse(reply, 401, 'SESSION_EXPIRED'));
    expect((await whoAmI()).err).toContain('SESSION_EXPIRED');
    expect(asked(sessions)).toBe(2);
  });
});
