import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseFingerprint, parseStateCode } from '#kernel';
import { isEntry } from '#capabilities/directory/directory.schema';
import { encodeEntry } from '#wire';
import { liaise } from '../../../../../test/support/command.js';
import { HttpsGateway } from '../../../../../test/support/https-gateway.js';
import { aCard, aLinkId, aState } from '../../../../../test/support/state.js';
import { formatCeremonyFile } from '../../compose/entries/ceremony-file.js';
import { formatGrant, parseGrant } from '../../compose/entries/grant-file.js';
import { newOfficerKey } from '../../keys/officer-keys.js';
import { meet } from './ceremony.js';

const dir = mkdtempSync(join(tmpdir(), 'liaise-exchanged-'));
const file = (name: string): string => join(dir, name);
const files = [file('invitation.json'), file('acceptance.json')] as const;
const peer = file('peer.json');
const env = { LIAISE_PROFILE: file('none/') };
const foreign = parseFingerprint('AB'.repeat(20));
let server: HttpsGateway;
let words: readonly string[];
let right: string;
let wrong: string;

beforeAll(async () => {
  server = await HttpsGateway.start();
  server.on('POST /api/v1/directory/entries', () => ({ version: 1, head: 'b'.repeat(64) }));
  writeFileSync(file('ca.crt'), server.ca);
  const link = aLinkId();
  for (const [path, code, typ, end] of [
    [files[0], 'XA', 'liaise-invitation', 1],
    [files[1], 'XB', 'liaise-acceptance', 2],
  ] as const) {
    const state = await aState(code).build();
    const card = await aCard(state, typ, link, end);
    writeFileSync(path, await formatCeremonyFile({ card, directory: state.directory }));
  }
  for (const name of ['admin-1', 'admin-2'])
    await newOfficerKey(name, file(`${name}.key`), undefined, new Date());
  ({ words } = (await meet(parseStateCode('XA'), ...files)).ceremony);
  const start = [...confirm('admin-1'), '--heard', words.join(' '), '--out', peer, '--yes'];
  expect((await liaise(start, { env })).code).toBe(0);
  right = readFileSync(peer, 'utf8');
  wrong = ofAnotherRoot();
});
beforeEach(() => writeFileSync(peer, right));
afterAll(async () => {
  await server.stop();
  rmSync(dir, { recursive: true, force: true });
});

const confirm = (by: string): string[] => [
  ...['peer', 'confirm', ...files, '--state', 'XA', '--key', file(`${by}.key`)],
];

// The same neighbour and link, with a root of whoever writes beside the file.
function ofAnotherRoot(): string {
  const { parsed, ...grant } = parseGrant(peer, right);
  if (!isEntry(parsed, 'peer')) throw new Error('no peer entry');
  const body = { ...parsed.body, rootFingerprint: foreign };
  return formatGrant({ ...grant, entry: encodeEntry({ ...parsed, body }) });
}

function exchange(): void {
  writeFileSync(file('beside.json'), wrong);
  renameSync(file('beside.json'), peer);
}

const answering = (when: RegExp) => {
  let left = 1;
  return (question: string): string => {
    if (when.test(question) && left > 0) {
      left -= 1;
      exchange();
    }
    const place = /^Word (\d+)/.exec(question)?.[1];
    return place === undefined ? 'yes' : (words[Number(place) - 1] ?? '');
  };
};

describe('an entry exchanged while a person compares the words', () => {
  it.each([
    ['a word', /^Word/],
    ['a yes', /^Sign/],
  ])('at the question for %s is neither signed nor handed in', async (_, when) => {
    const args = [...confirm('admin-2'), '--cosign', peer, '--submit'];
    const { code, err } = await liaise([...args, '--url', server.origin, '--ca', file('ca.crt')], {
      ...{ env, answer: answering(when) },
    });
    expect([code, err]).toEqual([1, expect.stringContaining('CLI_FILE_CHANGED')]);
    expect(err).not.toContain(foreign);
    expect(readFileSync(peer, 'utf8')).toBe(wrong);
    expect(server.asked).toEqual([]);
  });

  it('before the command is told apart from what the two files say', async () => {
    exchange();
    const args = [...confirm('admin-2'), '--cosign', peer];
    const { code, err, asked } = await liaise(args, { env, answer: answering(/never/) });
    expect([code, asked]).toEqual([1, []]);
    expect(err).toMatch('not about the two files');
  });
});
