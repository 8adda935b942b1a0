import { readFileSync, writeFileSync } from 'node:fs';
import { parseAuthorityId } from '#kernel';
import type { AuthorityProfile } from '#capabilities/directory/authority-profile.schema';
import { decodeEntry } from '#wire';
import { aProfile } from '../../../../../test/support/builders.js';
import { Desk } from '../../../../../test/support/desk.js';
import { DirectoryServer } from '../../../../../test/support/directory-server.js';
import { aLinkId } from '../../../../../test/support/state.js';
import { newOfficerKey } from '../../keys/officer-keys.js';

let desk: Desk;
beforeEach(async () => {
  desk = await Desk.open();
});
afterEach(() => desk.close());

async function described(profile: AuthorityProfile): Promise<DirectoryServer> {
  const { xa, xb, server } = desk;
  const body = { authority: parseAuthorityId('coast-guard'), ...profile };
  await xb.add('authority-profile', body, xb.registrars);
  const directoryServer = DirectoryServer.open(server, xa, [xb], aLinkId());
  await desk.logIn();
  return directoryServer;
}

describe('liaise authority', () => {
  it('list shows what registrars signed of an authority, and nothing else', async () => {
    const directoryServer = await described(aProfile());
    const { code, out } = await desk.liaise(['authority', 'list']);
    expect(code).toBe(0);
    for (const text of [
      /XB +coast-guard/,
      'is: SPOC, DESIGNATED_LEA',
      'named for: SMUGGLING_OF_MIGRANTS_BY_SEA',
      'answers: INFORMATION, VESSEL',
      'languages: hr, en',
      'on duty day and night, takes UNTOC as the legal basis',
      'reached by: +385 1 234567, duty@border.example',
      'asks for: Name the vessel',
      'law: https://law.example/border-act',
    ])
      expect(out).toMatch(text);
    const row = directoryServer.lists.authorities[1];
    // The gateway leaves out profiles that exceed an answer; the signed one is shown all the same.
    Object.assign(row ?? {}, { profile: null });
    expect((await desk.liaise(['authority', 'list'])).out).toBe(out);
    Object.assign(row ?? {}, { profile: aProfile({ phone: '+385 9 999999' }) });
    const lied = await desk.liaise(['authority', 'list']);
    expect([lied.code, lied.err]).toEqual([4, expect.stringContaining('CLI_DIRECTORY_DIFFERS')]);
  });

  it('list shows the whole of what a request must have, line by line, and lets nothing of it act', async () => {
    const last = 'the last word';
    await described(aProfile({ requirements: `One.\n${'x'.repeat(3_900)}\n\u001b[2J${last}` }));
    const { out } = await desk.liaise(['authority', 'list']);
    expect(out).toContain('asks for: One.\n');
    expect(out).toContain(`\ufffd[2J${last}\n`);
    expect(out).not.toContain('\u001b');
  });

  it('tells before the signature that an authority does not answer what is asked', async () => {
    await described(aProfile({ competences: ['VESSEL'] }));
    const none = { duplicates: [], otherDesk: false, checksLeft: 29 };
    desk.server.on('POST /api/v1/requests/duplicates', () => none);
    const asked = await desk.liaise(['request', 'send', desk.writeRequest()], 'no');
    expect(asked.err).toContain('(coast-guard) does not list INFORMATION among what it answers.');
  });

  it('describe is started by one registrar and signed by a second', async () => {
    for (const name of ['one', 'two'])
      await newOfficerKey(`registrar-${name}`, desk.file(`${name}.key`), undefined, new Date());
    writeFileSync(desk.file('profile.json'), JSON.stringify(aProfile()));
    const out = desk.file('describe.json');
    const describe = ['authority', 'describe', '--yes'];
    const about = ['--state', 'XA', '--authority', 'border-police'];
    const from = ['--file', desk.file('profile.json'), '--key', desk.file('one.key')];
    const started = await desk.liaise([...describe, ...about, ...from, '--out', out]);
    expect([started.code, started.out]).toEqual([0, expect.stringContaining('1 signature')]);
    const second = [...describe, '--cosign', out, '--key', desk.file('two.key')];
    expect((await desk.liaise(second)).out).toContain('2 signatures');
    const { entry } = JSON.parse(readFileSync(out, 'utf8')) as { entry: string };
    const { kind, body } = decodeEntry(Buffer.from(entry, 'base64'));
    expect([kind, body]).toEqual([
      'authority-profile',
      { authority: 'border-police', ...aProfile() },
    ]);
  });

  it.each<[string, object, number]>([
    ['an unknown body', { bodies: ['POLICE'] }, 2],
    ['an unknown type of request', { competences: ['GOSSIP'] }, 2],
    ['a member too many', { colour: 'blue' }, 1],
    ['no language', { languages: [] }, 1],
  ])('describe does not sign %s', async (_, members, expected) => {
    await newOfficerKey('registrar-one', desk.file('one.key'), undefined, new Date());
    writeFileSync(desk.file('profile.json'), JSON.stringify({ ...aProfile(), ...members }));
    const { code } = await desk.liaise([
      ...['authority', 'describe', '--yes', '--state', 'XA', '--authority', 'border-police'],
      ...['--file', desk.file('profile.json'), '--key', desk.file('one.key')],
      ...['--out', desk.file('describe.json')],
    ]);
    expect(code).toBe(expected);
  });
});
