import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PostgresCluster } from '#runner';
import { parseAuthorityId, parseOfficerId, parseStateCode } from '#kernel';
import { signDetached, unlockKey } from '#seal';
import { asAdmin } from '#store';
import { DirectoryChain } from '#trust';
import { encodeEntry } from '#wire';
import { registrarEntry } from '../../compose/entries/entries.js';
import type { Context } from '../../context.js';
import { readBytes } from '../../installation/files.js';
import { databaseName, Layout } from '../../installation/layout.js';
import { readLinks } from '../../installation/links.js';
import { readOwnDirectory } from '../../installation/own-directory.js';
import { certificateOf } from '../../keys/officer-keys.js';
import { run } from '../../program.js';
import { Terminal } from '../../terminal.js';
import { meet, removeLink, writeLink } from './ceremony.js';
import { days } from '../moments.js';
import { insertRow } from '../../../../../test/support/rows.js';

const base = mkdtempSync(join(tmpdir(), 'liaise-peer-'));
// The database's user must be able to enter.
chmodSync(base, 0o711);
const [xa, xb] = [new Layout(join(base, 'xa')), new Layout(join(base, 'xb'))];
const clusters = [xa, xb].map((layout) => new PostgresCluster(layout.postgres));
const [invitation, acceptance] = [join(base, 'invitation.json'), join(base, 'acceptance.json')];
const out: string[] = [];
const err: string[] = [];
const context: Context = {
  terminal: new Terminal({ write: (text) => out.push(text) }, { write: (text) => err.push(text) }),
  env: {},
  now: () => new Date(),
  readInput: () => Promise.resolve(Buffer.from('')),
  untilAsked: () => Promise.resolve(),
};

async function liaise(...args: string[]): Promise<string> {
  out.length = 0;
  err.length = 0;
  const code = await run(args, context);
  if (code !== 0) throw new Error(`${args.join(' ')}: ${code}: ${err.join('')}`);
  return out.join('');
}

beforeAll(async () => {
  const common = [
    '--authority',
    'border-police=B',
    '--new-registrar',
    'm.h',
    '--new-registrar',
    'i.k',
  ];
  const init = ['init', ...common];
  await liaise(
    ...[...init, '--state', 'XA', '--dir', xa.dir, '--http-port', '18543'],
    ...['--border-listen', '127.0.0.1:17522'],
  );
  await liaise(...init, '--state', 'XB', '--dir', xb.dir, '--http-port', '18643');
  for (const cluster of clusters) await cluster.start();
}, 120_000);
afterAll(async () => {
  for (const cluster of clusters) await cluster.stop();
  rmSync(base, { recursive: true, force: true });
});

describe('two installations', () => {
  it('invite and accept with their own directories, and agree on the link', async () => {
    await liaise('peer', 'invite', '--dir', xa.dir, '--out', invitation);
    const printed = await liaise(
      'peer',
      'accept',
      invitation,
      '--dir',
      xb.dir,
      '--out',
      acceptance,
    );
    const [a, b] = [
      await meet(parseStateCode('XA'), invitation, acceptance),
      await meet(parseStateCode('XB'), invitation, acceptance),
    ];
    for (const word of a.ceremony.words) expect(printed).toMatch(word);
    // The border has no link before the words were compared and the entry was accepted.
    expect([await readLinks(xa), await readLinks(xb)]).toEqual([[], []]);
    await writeLink(context, xa.dir, a);
    await writeLink(context, xb.dir, b);
    const { linkId } = a.own.card;
    expect(await readLinks(xa)).toMatchObject([{ linkId, peer: 'XB', side: 'listen' }]);
    expect(await readLinks(xb)).toMatchObject([
      { linkId, peer: 'XA', side: 'solicit', host: '127.0.0.1', port: 17_522 },
    ]);
  });

  it('invite with the beginning of a long directory; the rest follows over the link', async () => {
    const admin = new PostgresCluster(xa.postgres).admin(databaseName);
    const root = await unlockKey(await readBytes(join(`${xa.dir}-people`, 'root.key')), undefined);
    const own = { state: parseStateCode('XA'), root: root.certificate.fingerprint };
    const chain = new DirectoryChain(own.state, own.root);
    for (const entry of await readOwnDirectory(xa, own.state)) await chain.extend(entry);
    const { bytes, fingerprint } = await certificateOf(
      join(`${xa.dir}-people`, 'registrar-m.h.cert'),
    );
    await asAdmin(admin, async (database) => {
      while (chain.heads.version < 300) {
        const at = new Date();
        const plan = { registrar: parseOfficerId('m.h'), fingerprint, certificate: bytes };
        const life = {
          authorities: [parseAuthorityId('border-police')],
          from: at,
          to: days(at, 9),
        };
        const entry = encodeEntry(registrarEntry({ state: own.state, at }, { ...plan, ...life }));
        const signed = { entry, signatures: [await signDetached(entry, root, at)] };
        const { version } = chain.heads;
        await chain.extend(signed);
        await insertRow(database, 'trust.entry', {
          ...{ state: own.state, chain: 'directory', root: own.root, version },
          ...{ entry, signatures: signed.signatures, head: chain.heads.point()?.head },
        });
      }
    });
    const [file, answer] = [join(base, 'long.json'), join(base, 'long-answer.json')];
    await liaise('peer', 'invite', '--dir', xa.dir, '--out', file);
    await liaise('peer', 'accept', file, '--dir', xb.dir, '--out', answer);
    const { peer } = await meet(parseStateCode('XB'), file, answer);
    expect([peer.directory.length, peer.card.directory.version]).toEqual([256, 256]);
  });

  it('takes the side of the second administrator from the entry, which no option need repeat', async () => {
    const [one, two] = [join(base, 'one.key'), join(base, 'two.key')];
    for (const key of [one, two])
      await liaise('key', 'new', '--officer', 'dora@border-police', '--out', key);
    const entry = join(base, 'peer-xb.json');
    const { words } = (await meet(parseStateCode('XB'), invitation, acceptance)).ceremony;
    const wordsOption = ['--heard', words.join(' ')];
    const confirm = ['peer', 'confirm', invitation, acceptance, ...wordsOption, '--yes'];
    const away = ['--profile', join(base, 'nobody')];
    await liaise(...confirm, ...away, '--state', 'XB', '--key', one, '--out', entry);
    const printed = await liaise(...confirm, ...away, '--cosign', entry, '--key', two);
    expect(printed).toMatch('2 signatures');
    const wrong = liaise(...confirm, ...away, '--state', 'XA', '--cosign', entry, '--key', two);
    await expect(wrong).rejects.toThrow('CLI_FILE_INVALID');
  });

  it('does not write the link of one State into the installation of the other', async () => {
    const met = await meet(parseStateCode('XA'), invitation, acceptance);
    await expect(writeLink(context, xb.dir, met)).rejects.toMatchObject({ code: 'CLI_USAGE' });
  });

  it('take the link of a removed neighbour from their border, with the key that it was for', async () => {
    const { own } = await meet(parseStateCode('XA'), invitation, acceptance);
    const { linkId } = own.card;
    const [a, b] = [parseStateCode('XA'), parseStateCode('XB')];
    await expect(removeLink(context, xb.dir, a, linkId)).rejects.toMatchObject({
      code: 'CLI_USAGE',
    });
    expect(existsSync(xb.leafSeed(linkId))).toBe(true);
    for (const [layout, state] of [
      [xa, a],
      [xb, b],
    ] as const) {
      const file = layout.path('peers', `${linkId}.json`);
      expect(await removeLink(context, layout.dir, state, linkId)).toBe(file);
      expect(await readLinks(layout)).toEqual([]);
      expect(readdirSync(layout.peers)).toEqual([]);
      expect(existsSync(layout.leafSeed(linkId))).toBe(false);
      expect(await removeLink(context, layout.dir, state, linkId)).toBeUndefined();
    }
  });
});
