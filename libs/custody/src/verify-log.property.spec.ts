import { randomBytes, sign } from 'node:crypto';
import {
  filesOf,
  type GeneratedLog,
  generateLog,
  judgeOf,
  randomFrom,
  someMakers,
  sourceOf,
} from '../../../test/support/generated-log.js';
import {
  addSignatures,
  cosign,
  formatVerifierKey,
  leafHash,
  makeSigner,
  MemoryTree,
  openCheckpoint,
  parsePolicy,
  secondVerifier,
  signCheckpoint,
  signSecondNote,
  type Signer,
} from '#tlog';
import { canonicalJson } from '#wire';
import { Fault } from './faults.js';
import { type Judge, type Verdict, verifyLog } from './verify-log.js';

const makers = someMakers();
const judge = judgeOf(makers);
const log = generateLog(7, 700, makers);
const policyOf = (...witnesses: readonly Signer[]) =>
  parsePolicy(
    [
      `log ${formatVerifierKey(makers.log.verifier)}`,
      ...witnesses.map(({ verifier }, i) => `witness w${i} ${formatVerifierKey(verifier)}`),
      `group all all ${witnesses.map((_, i) => `w${i}`).join(' ')}`,
      'quorum all\n',
    ].join('\n'),
  );

const check = async (files: Map<string, Buffer>, by: Judge = judge): Promise<Verdict> =>
  verifyLog(await sourceOf(files), by);
const fault = async (files: Map<string, Buffer>, by: Judge = judge): Promise<Fault> => {
  const found = await check(files, by).catch((error: unknown) => error);
  if (!(found instanceof Fault)) throw new Error(`no fault: ${String(found)}`);
  return found;
};

function recomputed(
  leaves: readonly Buffer[],
  sign?: Signer,
  of: GeneratedLog = log,
): Map<string, Buffer> {
  if (sign === undefined) return filesOf({ ...log, leaves });
  const hashes = leaves.map((leaf) => leafHash(leaf));
  const sizes = [...of.notes.map(({ size }) => size), leaves.length].sort((a, b) => a - b);
  const notes = [...new Set(sizes.filter((size) => size <= leaves.length))].map((size) => {
    const root = new MemoryTree(hashes.slice(0, size)).root();
    const note = signCheckpoint({ origin: sign.verifier.name, size, root }, sign);
    return { size, note: Buffer.from(note).toString() };
  });
  return filesOf({ leaves, notes });
}

describe('a clean log', () => {
  it('is found good, and what its neighbours did not bring is told', async () => {
    const { size, root } = openCheckpoint(
      Buffer.from(log.notes.at(-1)?.note ?? ''),
      makers.log.verifier,
      [makers.witness.verifier],
    );
    const policy = policyOf(makers.witness);
    const verdict = await check(filesOf(log), { ...judge, policy });
    expect(verdict).toMatchObject({ size, root, checkpoints: log.notes.length, cosigned: 700 });
    expect(verdict.holes.length).toBeGreaterThan(0);
  });

  it.each([1, 2, 255, 256, 257, 512, 513])('of %d leaves too', async (count) => {
    expect((await check(filesOf(generateLog(count, count, makers)))).size).toBe(count);
  });

  it('never raises an alarm: 200 of them', async () => {
    const random = randomFrom(200);
    for (let seed = 0; seed < 200; seed += 1) {
      const count = 1 + random(120);
      const clean = generateLog(seed, count, makers);
      const kept = [Buffer.from(clean.notes[random(clean.notes.length)]?.note ?? '')];
      const policy = policyOf(makers.witness);
      expect((await check(filesOf(clean), { ...judge, kept, policy })).size).toBe(count);
    }
  }, 120_000);
});

describe('a log is refused at the first bad thing', () => {
  const i = 300;
  const leaf = (of: GeneratedLog = log): Buffer => of.leaves[i] ?? Buffer.alloc(0);
  const changed = (): Buffer[] =>
    log.leaves.map((each, n) =>
      n === i
        ? Buffer.from(each.toString().replace(/"version":"0.1.0"/, '"version":"0.1.1"'))
        : each,
    );
  const next = log.notes.find(({ size }) => size > i)?.size;

  it('a leaf changed by whoever owns the database and computes all again', async () => {
    expect(changed()[i]).not.toEqual(leaf());
    const found = await fault(recomputed(changed()));
    expect([found.kind, found.place.index]).toEqual(['EVENT_SIGNATURE', i]);
    expect(found.place.event).toBe((JSON.parse(leaf().toString()) as { id: string }).id);
  });

  it('a leaf left out, its hash in no chain, by whoever has the log key too', async () => {
    const text = log.leaves.join('');
    const end = log.leaves.findLastIndex(
      (each, n) => n < 650 && !text.includes(Buffer.from(leafHash(each)).toString('hex')),
    );
    const without = log.leaves.filter((_, n) => n !== end);
    const by = { ...judge, kept: [Buffer.from(log.notes.at(-2)?.note ?? '')] };
    const found = await fault(recomputed(without, makers.log), by);
    expect(found.place.index ?? found.place.size).toBeGreaterThan(end);
    // Without the log key the signed checkpoint still speaks of one leaf more.
    const signed = await fault(recomputed(without));
    expect([signed.kind, signed.place.path]).toEqual(['ENTRY_MISSING', 'tile/entries/002.p/188']);
  });

  it('the whole log written anew with every key: only a kept checkpoint knows', async () => {
    const other = generateLog(8, 700, makers);
    expect((await check(filesOf(other))).size).toBe(700);
    const kept = log.notes[50];
    const found = await fault(filesOf(other), { ...judge, kept: [Buffer.from(kept?.note ?? '')] });
    expect([found.kind, found.place.size]).toEqual(['ROOT_DIFFERS', kept?.size]);
  });

  it('a log cut back to an earlier state', async () => {
    const at = log.notes[60]?.size ?? 0;
    const earlier = {
      leaves: log.leaves.slice(0, at),
      notes: log.notes.filter(({ size }) => size <= at),
    };
    expect((await check(filesOf(earlier))).size).toBe(at);
    const found = await fault(filesOf(earlier), {
      ...judge,
      kept: [Buffer.from(log.notes.at(-1)?.note ?? '')],
    });
    expect([found.kind, found.place.size]).toEqual(['ROLLED_BACK', at]);
  });

  it('an event of another key, of a service unknown, of a time without a key', async () => {
    const nobody: Judge = { ...judge, eventKeys: () => new Map() };
    expect(await fault(filesOf(log), nobody)).toMatchObject({
      kind: 'EVENT_KEY',
      place: { index: 0 },
    });
    const stranger = judgeOf(someMakers());
    const found = await fault(filesOf(log), { ...judge, eventKeys: stranger.eventKeys });
    expect(found.kind).toBe('EVENT_KEY');
  });

  it('without the quorum, with a key nobody certified, with the key of another log', async () => {
    const other = makeSigner('xc.example/witness', makers.log.privateKey, 'cosignature');
    const by = { ...judge, witnesses: [makers.witness.verifier, other.verifier] };
    const policy = policyOf(makers.witness, someMakers().witness);
    expect(await fault(filesOf(log), { ...by, policy })).toMatchObject({ kind: 'QUORUM_NOT_MET' });
    const unknown = await fault(filesOf(log), { ...judge, witnesses: [] });
    expect(unknown.kind).toBe('SIGNER_UNKNOWN');
    const stranger = await fault(filesOf(log), {
      ...judge,
      logs: [someMakers().log.verifier],
    });
    expect([stranger.kind, stranger.place.path]).toEqual(['CHECKPOINT_INVALID', 'checkpoint']);
  });

  it('a second note of another tree, changed, by an unknown key, or of no checkpoint; else it counts', async () => {
    const outside = someMakers().witness;
    const newest = openCheckpoint(
      Buffer.from(log.notes.at(-1)?.note ?? ''),
      makers.log.verifier,
      judge.witnesses,
    );
    const of = (point: { size: number; root: Uint8Array }): Buffer => {
      const second = signSecondNote({ origin: makers.log.verifier.name, ...point }, makers.log);
      const opened = openCheckpoint(second, secondVerifier(makers.log.verifier));
      return Buffer.from(addSignatures(second, cosign(opened, outside, 1_780_000_000)));
    };
    const good = of(newest);
    const by: Judge = {
      ...{ ...judge, witnesses: [makers.witness.verifier, outside.verifier] },
      policy: policyOf(makers.witness, outside),
    };
    const seconds = 'seconds/000000000000';
    const shown = (second: Buffer, path = seconds) => filesOf(log).set(path, second);
    expect(await fault(filesOf(log), by)).toMatchObject({ kind: 'QUORUM_NOT_MET' });
    expect(await check(shown(good), by)).toMatchObject({ cosigned: newest.size });
    expect(
      (await check(shown(good, 'second'), { ...by, policy: policyOf(makers.witness) })).size,
    ).toBe(newest.size);
    const root = Buffer.alloc(32, 7);
    const broken = Buffer.from(good);
    broken.writeUInt8(broken.readUInt8(good.length - 5) === 65 ? 66 : 65, good.length - 5);
    for (const [second, kind, judging] of [
      [of({ ...newest, root }), 'SECOND_DIFFERS', by],
      [broken, 'SECOND_DIFFERS', by],
      [good, 'SIGNER_UNKNOWN', { ...by, witnesses: judge.witnesses }],
      [of({ ...newest, size: newest.size + 1 }), 'CHECKPOINT_INVALID', by],
    ] as const)
      expect([kind, (await fault(shown(second), judging)).kind]).toEqual([kind, kind]);
    expect((await fault(shown(of({ ...newest, root }), 'second'), by)).kind).toBe('SECOND_DIFFERS');
  });

  it('an event twice, and times that run back', async () => {
    const late = someMakers();
    const before = { ...late, at: new Date(late.at.getTime() - 3_600_000) };
    const [one, two] = [generateLog(1, 20, late), generateLog(2, 20, before)];
    const leaves = [...one.leaves, ...two.leaves];
    const files = recomputed(leaves, late.log, one);
    expect(await fault(files, judgeOf(late))).toMatchObject({
      kind: 'TIME_BACK',
      place: { index: 20 },
    });
    const twice = recomputed([...one.leaves, ...one.leaves.slice(19)], late.log, one);
    const found = await fault(twice, judgeOf(late));
    expect([found.kind, found.place.index]).toEqual(['EVENT_TWICE', 20]);
  });

  it('a row that is no event, which hides nothing of what follows', async () => {
    const rows = [i, i + 1, i + 200];
    const junk = log.leaves.map((each, n) => (rows.includes(n) ? randomBytes(40) : each));
    const held = recomputed([...log.leaves.slice(0, i), ...junk.slice(i, i + 1)], makers.log);
    const alone = await fault(held);
    expect([alone.kind, alone.place.index, alone.beyond]).toEqual([
      'LEAF_FORM',
      i,
      { count: 1, next: undefined },
    ]);
    const { kind, place, beyond } = await fault(recomputed(junk, makers.log));
    expect([kind, place.index]).toEqual(['LEAF_FORM', i]);
    expect(beyond?.next?.kind).toMatch(/^(CHAIN_BROKEN|ANCHOR_UNKNOWN)$/);
    expect(beyond?.next?.place.index).toBeGreaterThan(i);
  });

  it('an event whose id is of another time, by whoever has the key of its service', async () => {
    const at = log.leaves.findIndex((each) => each.includes('"service":"inbox"'));
    const key = makers.eventKeys.get('inbox');
    const { src, ...leaf } = JSON.parse(log.leaves[at]?.toString() ?? '') as {
      id: string;
      src: { sig?: string };
      t: { emit: string };
    };
    const { sig, ...unsigned } = src;
    expect(sig).toBeDefined();
    const emit = new Date(Date.parse(leaf.t.emit) - 1).toISOString();
    const body = { ...leaf, t: { ...leaf.t, emit } };
    if (key === undefined) throw new Error('no key');
    const signature = sign(null, canonicalJson({ ...body, src: unsigned }), key).toString('base64');
    const forged = canonicalJson({ ...body, src: { ...unsigned, sig: signature } });
    const leaves = log.leaves.map((each, n) => (n === at ? Buffer.from(forged) : each));
    const found = await fault(recomputed(leaves, makers.log));
    expect([found.kind, found.place.index, String(found.said)]).toEqual([
      'LEAF_FORM',
      at,
      'id and t.emit',
    ]);
  });

  it('files that are not there, and bytes that are no leaf', async () => {
    const files = filesOf(log);
    files.delete('tile/entries/001');
    expect(await fault(files)).toMatchObject({ kind: 'ENTRY_MISSING', place: { index: 256 } });
    const tiles = filesOf(log);
    tiles.delete('tile/0/001');
    expect(await fault(tiles)).toMatchObject({ kind: 'TILE_MISSING' });
    const junk = log.leaves.map((each, n) => (n === 9 ? randomBytes(80) : each));
    expect(await fault(recomputed(junk))).toMatchObject({ kind: 'LEAF_FORM', place: { index: 9 } });
    const spaced = log.leaves.map((each, n) =>
      n === 9 ? Buffer.from(`${each.toString()} `) : each,
    );
    expect(await fault(recomputed(spaced))).toMatchObject({ kind: 'LEAF_FORM' });
    expect(next).toBeGreaterThan(i);
  });
});
