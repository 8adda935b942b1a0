import { rmSync, statSync } from 'node:fs';
import { Desk } from '../../../../test/support/desk.js';
import { aLinkId } from '../../../../test/support/state.js';
import { later } from '../../../../test/support/test-state.js';
import { parseAuthorityId, parseStateCode } from '#kernel';
import type { SignedEntry } from '#wire';

// A captured gateway lies about identities: each lie must be refused at the officer's desk.
let desk: Desk;
beforeEach(async () => {
  desk = await Desk.open();
});
afterEach(() => desk.close());

const at = <T>(list: readonly T[], index: number): T => {
  const found = list.at(index);
  if (found === undefined) throw new Error('no such item');
  return found;
};
const send = () => desk.liaise(['request', 'send', desk.writeRequest(), '--yes']);
const asked = (route: string): number =>
  desk.server.asked.filter(({ method, path }) => `${method} ${path}` === route).length;

async function refused(code: string): Promise<void> {
  const sent = await send();
  expect([sent.code, sent.out, sent.err]).toEqual([4, '', expect.stringMatching(code)]);
  expect(asked('POST /api/v1/requests')).toBe(0);
}

const reworded = ({ entry, signatures }: SignedEntry, from: string, to: string): SignedEntry => {
  const text = Buffer.from(entry).toString('utf8');
  expect(text).toMatch(from);
  return { entry: Buffer.from(text.replaceAll(from, to)), signatures };
};

function reword(chain: 'directory' | 'peers', state: string, from: string, to: string): void {
  const { entries } = desk.directoryServer.served(chain, state);
  const i = entries.findIndex(({ entry }) => Buffer.from(entry).includes(from));
  entries[i] = reworded(at(entries, i), from, to);
}

describe('an honest gateway', () => {
  it('is verified page by page and asked only for what is new afterwards', async () => {
    expect((await desk.logIn()).code).toBe(0);
    expect(statSync(desk.file('profile/session.directory.json')).mode & 0o777).toBe(0o600);
    const first = asked('GET /api/v1/directory/entries');
    expect(first).toBeGreaterThan(6);
    const list = await desk.liaise(['authority', 'list']);
    expect([list.code, list.err]).toEqual([0, '']);
    expect(list.out).toMatch(/^XB +coast-guard/m);
    // One request for each of the three chains.
    expect(asked('GET /api/v1/directory/entries') - first).toBe(3);
    for (const what of ['officer', 'registrar', 'peer']) {
      const { code, err } = await desk.liaise([what, 'list', '--json']);
      expect([what, code, err]).toEqual([what, 0, '']);
    }
  });

  it('may add entries between two commands', async () => {
    await desk.logIn();
    const auditor = await desk.xb.grant('zoe', ['AUDITOR'], parseAuthorityId('coast-guard'));
    desk.directoryServer.served('directory', 'XB').entries.push(at(desk.xb.directory, -1));
    expect(auditor.officer).toBe('zoe');
    const { code, out } = await desk.liaise(['peer', 'list', '--json']);
    const [peer] = (JSON.parse(out) as { peers: { directory: { version: number } }[] }).peers;
    expect([code, peer?.directory.version]).toEqual([0, desk.xb.directory.length]);
  });
});

describe('the lists of a lying gateway', () => {
  beforeEach(async () => {
    await desk.logIn();
  });

  const listed = (index: number): Record<string, unknown> =>
    at(desk.directoryServer.lists.authorities, index) as Record<string, unknown>;

  it.each<[string, () => void]>([
    ['another name', () => void (listed(1)['name'] = 'Harbour Office')],
    ['another key', () => void (listed(1)['keys'] = listed(0)['keys'])],
    ['another link', () => void (listed(1)['link'] = aLinkId('other'))],
    [
      'an authority nobody signed',
      () => void desk.directoryServer.lists.authorities.push({ ...listed(1), authority: 'navy' }),
    ],
    ['an authority left out', () => void desk.directoryServer.lists.authorities.pop()],
  ])('are refused with %s', async (_, lie) => {
    lie();
    await refused('CLI_DIRECTORY_DIFFERS');
    expect((await desk.liaise(['authority', 'list'])).code).toBe(4);
  });

  it('are refused with an officer, a registrar, a neighbour that nobody signed', async () => {
    const { officers, registrars, peers } = desk.directoryServer.lists;
    officers[0] = { ...officers[0], roles: ['ADMINISTRATOR'] };
    registrars.pop();
    peers[0] = { ...peers[0], rootFingerprint: desk.xa.rootFingerprint };
    for (const what of ['officer', 'registrar', 'peer']) {
      const { code, out, err } = await desk.liaise([what, 'list']);
      expect([what, code, out]).toEqual([what, 4, '']);
      expect(err).toMatch('CLI_DIRECTORY_DIFFERS');
    }
  });
});

describe('the chains of a lying gateway', () => {
  it.each<[string, () => void]>([
    ['the own authority renamed', () => reword('directory', 'XA', 'Border Police', 'Ministry')],
    [
      'the neighbour’s authority renamed',
      () => reword('directory', 'XB', 'Border Police', 'Coast'),
    ],
    [
      'the neighbour’s key replaced',
      () => {
        const [ours, theirs] = [desk.xa, desk.xb].map((state) =>
          [...state.authorityKeys.values()].map(({ fingerprint }) => String(fingerprint)),
        );
        reword('directory', 'XB', theirs?.[0] ?? '', ours?.[0] ?? '');
      },
    ],
    [
      'another root for the neighbour',
      () => reword('peers', 'XA', desk.xb.rootFingerprint, desk.xa.rootFingerprint),
    ],
    [
      'signatures left out',
      () => {
        const { entries } = desk.directoryServer.served('directory', 'XA');
        const last = at(entries, -1);
        entries[entries.length - 1] = { ...last, signatures: last.signatures.slice(1) };
      },
    ],
    ['no entry at all', () => void (desk.directoryServer.served('directory', 'XA').entries = [])],
    [
      'the entries of the neighbour before ours',
      () =>
        void desk.directoryServer.served('directory', 'XA').entries.unshift(...desk.xb.directory),
    ],
    ['no certificate of an administrator', () => void desk.directoryServer.certificates.splice(0)],
  ])('end the login: %s', async (_, lie) => {
    lie();
    const { code, out, err } = await desk.logIn();
    expect([code, out, err]).toEqual([4, '', expect.stringMatching('CLI_DIRECTORY_INVALID')]);
    expect((await desk.liaise(['whoami'])).err).toMatch('CLI_NO_SESSION');
  });

  it('end the login when they leave out the officer’s own entry', async () => {
    desk.directoryServer.served('directory', 'XA').entries.pop();
    const { code, err } = await desk.logIn();
    expect([code, err]).toEqual([4, expect.stringMatching('CLI_DIRECTORY_DIFFERS')]);
  });

  it('end the login when they are those of another State’s root', async () => {
    const { code, err } = await desk.logIn(desk.xb.rootFingerprint);
    expect([code, err]).toEqual([4, expect.stringMatching('CLI_DIRECTORY_INVALID')]);
  });

  it('are refused when they are older than what the profile has seen', async () => {
    await desk.logIn();
    desk.directoryServer.served('directory', 'XB').entries.pop();
    await refused('CLI_DIRECTORY_OLD');
    desk.directoryServer.served('directory', 'XA').entries.splice(3);
    await refused('CLI_DIRECTORY_OLD');
  });

  it('are refused when they tell another history of what the profile has seen', async () => {
    await desk.logIn();
    const { entries } = desk.directoryServer.served('directory', 'XB');
    const [last, before] = [at(entries, -1), at(entries, -2)];
    entries.splice(-2, 2, last, before);
    await refused('CLI_DIRECTORY_INVALID');
  });

  it('are refused with an entry that nobody who may has signed', async () => {
    await desk.logIn();
    const { xa, xb } = desk;
    // A good signature of a registrar of another State, who has no say here.
    const body = { officer: xb.officer('ben').officer, effective: xa.validity.from };
    const foreign = await xb.entry('officer-suspended', body, [at(xa.registrars, 0)]);
    desk.directoryServer.served('directory', 'XB').entries.push(foreign);
    await refused('CLI_DIRECTORY_INVALID');
  });

  it('are refused when the neighbour itself has signed a longer one', async () => {
    const { xb, directoryServer } = desk;
    await desk.logIn();
    await xb.suspension('ben', later(xb.at, 0));
    const served = directoryServer.served('directory', 'XB');
    served.freshness = await xb.directoryStatement(parseStateCode('XA'), aLinkId());
    await refused('CLI_DIRECTORY_INVALID');
    served.entries.push(at(xb.directory, -1));
    expect((await desk.liaise(['authority', 'list'])).code).toBe(0);
  });

  it('are refused with a word of freshness that another State has signed', async () => {
    await desk.logIn();
    const { xa, directoryServer } = desk;
    directoryServer.served('directory', 'XB').freshness = await xa.directoryStatement(
      xa.state,
      aLinkId(),
    );
    await refused('CLI_DIRECTORY_INVALID');
  });
});

describe('the profile', () => {
  it('needs the root once, and keeps it', async () => {
    const args = ['login', '--url', desk.server.origin, '--ca', desk.file('ca.crt')];
    const who = ['--state', 'XA', '--officer', 'a.novak', '--key', desk.file('novak.key')];
    const without = await desk.liaise([...args, ...who]);
    expect([without.code, without.err]).toEqual([1, expect.stringMatching('CLI_ROOT_UNKNOWN')]);
    expect((await desk.logIn()).code).toBe(0);
    expect((await desk.liaise(['login'])).code).toBe(0);
    const other = await desk.logIn(desk.xb.rootFingerprint);
    expect([other.code, other.err]).toEqual([2, expect.stringMatching('another root')]);
  });

  it('is not entered when the session is somebody else’s', async () => {
    desk.server.on('POST /api/v1/sessions', () => ({
      ...{ ...desk.session(), officer: 'ana' },
    }));
    const { code, err } = await desk.logIn();
    expect([code, err]).toEqual([4, expect.stringMatching('CLI_DIRECTORY_DIFFERS')]);
  });

  it('verifies everything again when what was kept is lost', async () => {
    await desk.logIn();
    rmSync(desk.file('profile/session.directory.json'));
    reword('directory', 'XB', 'Border Police', 'Coast');
    await refused('CLI_DIRECTORY_INVALID');
  });
});
