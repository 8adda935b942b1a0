import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aCard, aLinkId, aState } from '../../../../../test/support/state.js';
import { HttpsGateway } from '../../../../../test/support/https-gateway.js';
import { parseStateCode } from '#kernel';
import { decodeEntry } from '#wire';
import { formatCeremonyFile } from '../../compose/entries/ceremony-file.js';
import { newOfficerKey } from '../../keys/officer-keys.js';
import { run } from '../../program.js';
import { Terminal } from '../../terminal.js';
import { meet } from './ceremony.js';

const dir = mkdtempSync(join(tmpdir(), 'liaise-ceremony-'));
const file = (name: string): string => join(dir, name);
const link = aLinkId();
const [invitation, acceptance] = [file('invitation.json'), file('acceptance.json')];
let server: HttpsGateway;

beforeAll(async () => {
  server = await HttpsGateway.start();
  server.on('POST /api/v1/directory/entries', () => ({ version: 1, head: 'b'.repeat(64) }));
  writeFileSync(file('ca.crt'), server.ca);
  const [xa, xb] = [await aState('XA').build(), await aState('XB').build()];
  const invite = await aCard(xa, 'liaise-invitation', link, 1);
  writeFileSync(invitation, await formatCeremonyFile({ card: invite, directory: xa.directory }));
  const accept = await aCard(xb, 'liaise-acceptance', link, 2);
  writeFileSync(acceptance, await formatCeremonyFile({ card: accept, directory: xb.directory }));
  const other = await aCard(xb, 'liaise-acceptance', link, 2);
  writeFileSync(
    file('other.json'),
    await formatCeremonyFile({ card: other, directory: xb.directory }),
  );
  const short = { card: accept, directory: xb.directory.slice(0, -1) };
  writeFileSync(file('short.json'), await formatCeremonyFile(short));
  for (const name of ['admin-1', 'admin-2'])
    await newOfficerKey(name, file(`${name}.key`), undefined, new Date());
});
afterAll(async () => {
  await server.stop();
  rmSync(dir, { recursive: true, force: true });
});

async function confirm(...args: string[]) {
  const [one = '', other = ''] = args;
  const { words } = (await meet(parseStateCode('XA'), one, other)).ceremony;
  return confirmHearing(words, ...args);
}

async function confirmHearing(words: readonly string[], ...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const wordsOption = words.length === 0 ? [] : ['--heard', words.join(' ')];
  const code = await run(['peer', 'confirm', ...args, ...wordsOption, '--state', 'XA', '--yes'], {
    terminal: new Terminal(
      { write: (text) => out.push(text) },
      { write: (text) => err.push(text) },
    ),
    env: { LIAISE_PROFILE: file('none/') },
    now: () => new Date(),
    readInput: () => Promise.resolve(Buffer.from('')),
    untilAsked: () => Promise.resolve(),
  });
  return { code, out: out.join(''), err: err.join('') };
}

describe('liaise peer confirm', () => {
  it('shows both States the same words', async () => {
    const [here, there] = [
      await meet(parseStateCode('XA'), invitation, acceptance),
      await meet(parseStateCode('XB'), invitation, acceptance),
    ];
    expect(here.ceremony.words).toEqual(there.ceremony.words);
    expect([here.body.peer, here.body.end]).toEqual(['XB', 1]);
    expect([there.body.peer, there.body.end]).toEqual(['XA', 2]);
  });

  it('is signed by two administrators and submitted with the neighbour’s directory', async () => {
    const peer = file('peer.json');
    const files = [invitation, acceptance];
    const first = await confirm(...files, '--key', file('admin-1.key'), '--out', peer);
    expect([first.code, first.err]).toEqual([0, expect.stringMatching('Twelve words with XB')]);
    const second = await confirm(...files, '--key', file('admin-2.key'), '--cosign', peer);
    expect(second.out).toMatch('2 signatures');
    const sent = await confirm(
      ...[...files, '--submit', peer, '--url', server.origin, '--ca', file('ca.crt')],
    );
    expect([sent.code, sent.out]).toEqual([0, expect.stringMatching('version 1 of peers')]);
    const body = server.last('POST /api/v1/directory/entries').json();
    const entry = decodeEntry(Buffer.from(String(body['entry']), 'base64'));
    expect(entry).toMatchObject({ kind: 'peer', chain: 'peers', body: { peer: 'XB' } });
    const { directory } = JSON.parse(readFileSync(acceptance, 'utf8')) as { directory: unknown };
    expect(body['directory']).toEqual(directory);
    expect(body['signatures']).toHaveLength(2);
  });

  it('is not signed a second time for files other than those compared', async () => {
    const peer = file('first.json');
    await confirm(invitation, acceptance, '--key', file('admin-1.key'), '--out', peer);
    const swapped = [invitation, file('other.json'), '--key', file('admin-2.key')];
    const { code, err } = await confirm(...swapped, '--cosign', peer);
    expect([code, err]).toEqual([1, expect.stringMatching('not about the two files')]);
  });

  it('is signed by nobody who has not heard the words, --yes or not', async () => {
    const first = [invitation, acceptance, '--key', file('admin-1.key'), '--out', file('y.json')];
    const none = await confirmHearing([], ...first);
    expect([none.code, none.err]).toEqual([1, expect.stringMatching('--heard "word word')]);
    const { words } = (await meet(parseStateCode('XA'), invitation, file('other.json'))).ceremony;
    const { code, err } = await confirmHearing(words, ...first);
    expect([code, err]).toEqual([4, expect.stringMatching('CLI_WORDS_DIFFER')]);
    expect(existsSync(file('y.json'))).toBe(false);
  });

  it('asks for no words before it knows which entry is handed in', async () => {
    const { code, err } = await confirmHearing([], invitation, acceptance, '--submit');
    expect([code, err]).toEqual([2, expect.stringMatching('--cosign FILE --submit')]);
  });

  it('refuses a directory that is not the one of the card', async () => {
    const { code, err } = await confirmHearing(
      [],
      invitation,
      file('short.json'),
      '--out',
      file('x.json'),
    );
    expect([code, err]).toEqual([1, expect.stringMatching('not the one the card names')]);
  });
});
