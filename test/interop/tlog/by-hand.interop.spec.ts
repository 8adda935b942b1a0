import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeDisclosure } from '../../../libs/journal/src/leaf/disclosure.js';
import { addSignatures, cosign, formatLogProof, leafHash, makeSigner } from '#tlog';
import { MemoryTree, openCheckpoint, secondVerifier, signCheckpoint, signSecondNote } from '#tlog';
import { testKey } from '../../support/tlog.js';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url)).toString();
const page = read('../../../proto/checking-a-proof.md');
const commands = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, text = '']) => text).join('');
const example = JSON.parse(read('../../vectors/tlog/example.json')) as {
  log: { name: string; seed: string; key: string };
  witness: { name: string; seed: string; key: string; unixSeconds: number };
  leaves: string[];
  index: number;
};
const files = {
  'entry.leaf': example.leaves[example.index] ?? '',
  'entry.proof': read('../../vectors/tlog/example.tlog-proof'),
  'log.vkey': `${example.log.key}\n`,
  'witness.vkey': `${example.witness.key}\n`,
};

// Last leaf of the example, whose path is shorter, with a proof for an index that may differ.
function lastLeaf(index: number): Partial<typeof files> {
  const { log, witness, leaves } = example;
  const tree = new MemoryTree(leaves.map((leaf) => leafHash(Buffer.from(leaf))));
  const signer = (by: { name: string; seed: string }, use: 'note' | 'cosignature') =>
    makeSigner(by.name, testKey(Buffer.from(by.seed, 'hex')), use);
  const logSigner = signer(log, 'note');
  const signed = signCheckpoint(
    { origin: log.name, size: tree.size, root: tree.root() },
    logSigner,
  );
  const opened = openCheckpoint(signed, logSigner.verifier);
  const line = cosign(opened, signer(witness, 'cosignature'), witness.unixSeconds);
  const last = leaves.length - 1;
  const hashes = tree.inclusionProof(last);
  const proof = formatLogProof({ index: last, hashes, checkpoint: addSignatures(signed, line) });
  const text = Buffer.from(proof).toString();
  return {
    'entry.leaf': leaves[last] ?? '',
    'entry.proof': text.replace(`index ${last}\n`, `index ${index}\n`),
  };
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'liaise-hand-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function check(changed: Partial<typeof files & { readonly 'entry.second': string }> = {}): {
  out: string;
  status: number | null;
} {
  for (const [name, text] of Object.entries({ ...files, ...changed }))
    writeFileSync(join(folder, name), text);
  const run = spawnSync('bash', ['-eu', '-o', 'pipefail', '-c', commands], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  });
  return { out: run.stdout + run.stderr, status: run.status };
}

describe('the page for a court’s expert', () => {
  it('leads, command by command, to what the proof shows', () => {
    const { out, status } = check();
    expect(out).toContain('entry 4 of 7 in audit.a.example/2026');
    expect(out.match(/Signature Verified Successfully/g)).toHaveLength(2);
    expect(out).toMatch(/2026/);
    expect(out).toContain('the event is in the log');
    expect(status).toBe(0);
  });

  it('leads to a witness that signed the second note, and stops at one of another checkpoint', () => {
    const [proof, lines = ''] = files['entry.proof'].split(/(?<=\n\n)(?=\u2014 )/);
    const [own = '', theirs = ''] = lines.split(/(?<=\n)/);
    expect(theirs).toContain(example.witness.name);
    const alone = `${proof ?? ''}${own}`;
    const seed = (text: string) => testKey(Buffer.from(text, 'hex'));
    const log = makeSigner(example.log.name, seed(example.log.seed), 'note');
    const witness = makeSigner(example.witness.name, seed(example.witness.seed), 'cosignature');
    const point = openCheckpoint(
      Buffer.from(
        alone
          .split(/(?<=\n)\n/)
          .slice(1)
          .join('\n'),
      ),
      log.verifier,
    );
    const signed = (size: number): string => {
      const second = signSecondNote({ ...point, size }, log);
      const opened = openCheckpoint(second, secondVerifier(log.verifier));
      const line = cosign(opened, witness, example.witness.unixSeconds);
      return Buffer.from(addSignatures(second, line)).toString();
    };
    const right = check({ 'entry.proof': alone, 'entry.second': signed(point.size) });
    expect([right.status, right.out]).toEqual([0, expect.stringContaining('is in the log')]);
    const other = check({ 'entry.proof': alone, 'entry.second': signed(point.size - 1) });
    expect([other.status, other.out]).toEqual([1, expect.stringContaining('another checkpoint')]);
  });

  it('leads up from the last event, which rises without a neighbour', () => {
    const { out, status } = check(lastLeaf(6));
    expect([status, out]).toEqual([0, expect.stringContaining('entry 6 of 7')]);
  });

  it.each<[string, Partial<typeof files>, string]>([
    ['another event', { 'entry.leaf': '{"n":5}' }, 'NOT in the log'],
    [
      'another index',
      { 'entry.proof': files['entry.proof'].replace('index 4', 'index 5') },
      'NOT in the log',
    ],
    [
      'an index beyond the log that has the same sides',
      { 'entry.proof': files['entry.proof'].replace('index 4', 'index 12') },
      'NOT in the log',
    ],
    ['the index of another event with the same sides', lastLeaf(3), 'NOT in the log'],
    ['another size', { 'entry.proof': files['entry.proof'].replace('\n7\n', '\n8\n') }, 'Failure'],
    [
      'another log key',
      { 'log.vkey': files['witness.vkey'].replace('gw.b.example/witness', 'audit.a.example/2026') },
      'Failure',
    ],
    [
      'another witness key',
      { 'witness.vkey': files['log.vkey'].replace('audit.a.example/2026', 'gw.b.example/witness') },
      'Failure',
    ],
  ])('ends in a refusal with %s', (_, changed, said) => {
    const { out, status } = check(changed);
    expect(status).not.toBe(0);
    expect(out).toContain(said);
  });

  it('runs nothing that stands where a number should', () => {
    const command = 'a[$(touch ran)]';
    for (const [found, by] of [
      ['index 4', `index ${command}`],
      ['\n7\n', `\n${command}\n`],
      ['index 4', 'index 4\nindex 4'],
    ] as const) {
      const { out, status } = check({
        'entry.proof': files['entry.proof'].replace(found, () => by),
      });
      expect([status === 0, out]).toEqual([false, expect.stringContaining('no number')]);
      expect(existsSync(join(folder, 'ran'))).toBe(false);
    }
  });

  it('shows how a disclosed value belongs to its digest', () => {
    const command = /```\n(printf %s "\$shown".*)\n```/.exec(page)?.[1] ?? '';
    const { encoded, digest } = makeDisclosure('case', 'Gül');
    const env = { ...process.env, shown: encoded };
    const run = spawnSync('bash', ['-eu', '-c', command], { encoding: 'utf8', env });
    expect(run.stdout.trim()).toBe(digest);
  });
});
