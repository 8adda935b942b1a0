import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Desk } from '../../../../../test/support/desk.js';
import { refuse } from '../../../../../test/support/https-gateway.js';
import { signDetached, unlockKey } from '#seal';

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
