import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseStateCode, type LinkId } from '#kernel';
import { encodeEntry } from '#wire';
import { aCard, aLinkId, aState, type TestState } from '../../../../../test/support/state.js';
import { liaise } from '../../../../../test/support/command.js';
import { HttpsGateway } from '../../../../../test/support/https-gateway.js';
import { formatCeremonyFile } from '../../compose/entries/ceremony-file.js';
import { peerRemovedEntry } from '../../compose/entries/entries.js';
import { formatGrant } from '../../compose/entries/grant-file.js';
import { Layout } from '../../installation/layout.js';
import { composeSettings } from '../../installation/settings-file.js';
import { newOfficerKey } from '../../keys/officer-keys.js';
import { writeProfile } from '../profile.js';
import { meet } from './ceremony.js';

const dir = mkdtempSync(join(tmpdir(), 'liaise-submitting-'));
const file = (name: string): string => join(dir, name);
const files = [file('invitation.json'), file('acceptance.json')];
const entries = 'POST /api/v1/directory/entries';
const [xa, xb] = [new Layout(file('xa')), new Layout(file('xb'))];
const wordsOption: string[] = [];
const link = aLinkId();
let gateways: { readonly xa: HttpsGateway; readonly xb: HttpsGateway };

function install(layout: Layout, state: TestState, gateway: HttpsGateway): void {
  for (const folder of ['tls', 'peers', 'secrets', 'nats'])
    mkdirSync(layout.path(folder), { recursive: true });
  writeFileSync(layout.servicesAuthority, gateway.ca);
  const { port } = new URL(gateway.origin);
  const plan = {
    state: state.state,
    rootFingerprint: state.rootFingerprint,
    http: { host: '127.0.0.1', port: Number(port), origin: gateway.origin },
    socketDir: join(layout.postgres, 'socket'),
    logOrigin: 'audit.example/log',
  };
  writeFileSync(layout.settings, composeSettings(layout, plan).text);
}

beforeAll(async () => {
  gateways = { xa: await HttpsGateway.start(), xb: await HttpsGateway.start() };
  const states = { xa: await aState('XA').build(), xb: await aState('XB').build() };
  for (const gateway of Object.values(gateways))
    gateway.on(entries, () => ({ version: 1, head: 'b'.repeat(64) }));
  install(xa, states.xa, gateways.xa);
  install(xb, states.xb, gateways.xb);
  const invite = await aCard(states.xa, 'liaise-invitation', link, 2);
  const accept = await aCard(states.xb, 'liaise-acceptance', link, 1);
  for (const [name, card, { directory }] of [
    ['invitation.json', invite, states.xa],
    ['acceptance.json', accept, states.xb],
  ] as const)
    writeFileSync(file(name), await formatCeremonyFile({ card, directory }));
  const [one = '', other = ''] = files;
  const { words } = (await meet(parseStateCode('XA'), one, other)).ceremony;
  wordsOption.push('--heard', words.join(' '));
  for (const name of ['admin-1', 'admin-2'])
    await newOfficerKey(name, file(`${name}.key`), undefined, new Date());
  const { origin, ca } = gateways.xa;
  const { officer, key } = states.xa.officer('dora');
  await writeProfile(file('profile/session.json'), {
    ...{ origin, ca, state: parseStateCode('XA'), officer, fingerprint: key.fingerprint },
    authority: states.xa.officer('dora').authority,
    ...{ certificate: key.certificate, root: states.xa.rootFingerprint, token: '' },
    expiresAt: states.xa.validity.to,
    ...{ key: null, passphraseFile: null, gpg: null },
  });
  for (const [state, layout] of [
    ['XA', xa],
    ['XB', xb],
  ] as const) {
    const entry = file(`peer-of-${state}.json`);
    const signed = await confirm('--dir', layout.dir, '--key', file('admin-1.key'), '--out', entry);
    expect([signed.code, signed.err]).toEqual([0, expect.stringContaining('Twelve words')]);
    const more = await confirm('--key', file('admin-2.key'), '--cosign', entry);
    expect(more.code).toBe(0);
  }
});
afterAll(async () => {
  for (const gateway of Object.values(gateways)) await gateway.stop();
  rmSync(dir, { recursive: true, force: true });
});

const confirm = (...args: string[]) =>
  liaise(['peer', 'confirm', ...files, ...args, ...wordsOption, '--yes'], {
    env: { LIAISE_PROFILE: file('profile/') },
  });
const asked = () => [gateways.xa.asked.length, gateways.xb.asked.length];

describe('a signed entry is handed in', () => {
  it.each<[string, () => string[]]>([
    ['to the State of the profile', () => []],
    ['to the installation that --dir names', () => ['--dir', xa.dir]],
  ])('not %s where it is of another one: both are named', async (_, where) => {
    const before = asked();
    const entry = file('peer-of-XB.json');
    const { code, err } = await confirm('--submit', entry, ...where());
    expect([code, err]).toEqual([1, expect.stringContaining('CLI_OTHER_STATE')]);
    expect(err).toContain('this entry is of XB, you hand it to XA');
    expect(asked()).toEqual(before);
    expect(readdirSync(xa.peers)).toEqual([]);
  });

  it('with --dir: address, authority and State come from there, whatever the profile says', async () => {
    // XB listens in this ceremony: its border needs no key for the link.
    const entry = file('peer-of-XB.json');
    const { code, err, out } = await confirm('--submit', entry, '--dir', xb.dir);
    expect([code, out]).toEqual([0, expect.stringContaining('version 1 of peers')]);
    expect(err).toContain('Link: ');
    expect(gateways.xb.last(entries).json()['signatures']).toHaveLength(2);
    expect(gateways.xa.asked).toEqual([]);
    expect(readdirSync(xb.peers)).toHaveLength(2);
  });

  it('and closes its own link, whatever stands in the file while the gateway answers', async () => {
    const removal = (linkId: LinkId): string => {
      const at = { state: parseStateCode('XB'), at: new Date() };
      const entry = encodeEntry(peerRemovedEntry(at, parseStateCode('XA'), linkId));
      return formatGrant({ entry, signatures: [] });
    };
    writeFileSync(file('removed.json'), removal(link));
    gateways.xb.on(entries, () => {
      writeFileSync(file('removed.json'), removal(aLinkId('other')));
      return { version: 2, head: 'b'.repeat(64) };
    });
    const args = ['peer', 'remove', '--submit', file('removed.json'), '--dir', xb.dir];
    const { code, err } = await liaise(args, { env: { LIAISE_PROFILE: file('profile/') } });
    expect([code, err]).toEqual([0, expect.stringContaining(link)]);
    expect(readdirSync(xb.peers).filter((name) => name.startsWith(link))).toEqual([]);
  });

  it('to the gateway of the profile, of whose State it is', async () => {
    expect((await confirm('--submit', file('peer-of-XA.json'))).code).toBe(0);
    expect(gateways.xa.last(entries).json()['signatures']).toHaveLength(2);
  });

  it('is not begun for another State than that of the installation', async () => {
    const { code, err } = await confirm(
      ...['--state', 'XA', '--dir', xb.dir, '--key', file('admin-1.key')],
      ...['--out', file('never.json')],
    );
    expect([code, err]).toEqual([2, expect.stringContaining('--state XA, but --dir is of XB')]);
  });
});
