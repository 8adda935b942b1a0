import { testKey } from '../../../../test/support/tlog.js';
import { cosign, openCheckpoint, signCheckpoint } from '../checkpoint.js';
import { leafHash } from '../hash.js';
import { makeSigner, type Signer } from '../keys.js';
import { addSignatures, openNote } from '../note.js';
import { openWithSecond, secondName, secondVerifier, signSecondNote } from './second-note.js';

const code = (of: string): RegExp => new RegExp(`^${of}(?::|$)`);
const signer = (name: string, seed: number, use: 'note' | 'cosignature'): Signer =>
  makeSigner(name, testKey(Buffer.alloc(32, seed)), use);
const log = signer('audit.a.example/2026', 1, 'note');
const outside = signer('witness.example/w1', 2, 'cosignature');
const neighbour = signer('gw.b.example/witness', 3, 'cosignature');
const both = [neighbour.verifier, outside.verifier];
const rootOf = (text: string): Uint8Array => leafHash(Buffer.from(text));

const point = { origin: log.verifier.name, size: 7, root: rootOf('a') };
const first = signCheckpoint(point, log);
const second = signSecondNote(point, log);

function cosigned(note: Uint8Array, by: Signer, at = 1_790_000_000): Uint8Array {
  const opened = openCheckpoint(note, secondVerifier(log.verifier));
  return addSignatures(note, cosign(opened, by, at));
}

describe('a second note', () => {
  it('has the name that follows from the key, and the same size and root', () => {
    // SHA-256 of the public key of the seed 0x01 repeated: `sigsum-key to-vkey` of Debian gives this name.
    const name =
      'sigsum.org/v1/tree/34750f98bd59fcfc946da45aaabe933be154a4b5094e1c4abf42866505f3c97e';
    expect(secondName(log.verifier)).toBe(name);
    expect(openCheckpoint(second, secondVerifier(log.verifier))).toMatchObject({
      ...{ origin: name, size: 7, root: Buffer.from(point.root) },
    });
  });

  it('brings its cosignatures to the first, each key once', () => {
    const lines = openCheckpoint(first, log.verifier);
    const note = addSignatures(first, cosign(lines, neighbour, 1_790_000_000));
    const more = cosigned(cosigned(second, outside), neighbour, 1_800_000_000);
    const opened = openWithSecond(note, more, log.verifier, both);
    expect(opened).toMatchObject({ origin: log.verifier.name, size: 7 });
    expect(opened.note.signatures.map((each) => [each.name, each.use])).toEqual([
      ['audit.a.example/2026', 'note'],
      ['gw.b.example/witness', 'cosignature'],
      ['witness.example/w1', 'cosignature'],
    ]);
    // The neighbour's line under the first note counts, not the one under the second.
    expect(opened.note.signatures[1]).toMatchObject({ unixSeconds: 1_790_000_000 });
  });

  it.each([
    ['another size', { ...point, size: 8 }],
    ['another root', { ...point, root: rootOf('b') }],
  ])('is refused for a checkpoint of %s', (_what, other) => {
    const note = cosigned(signSecondNote(other, log), outside);
    expect(() => openWithSecond(first, note, log.verifier, both)).toThrow(
      code('SECOND_NOTE_DIFFERS'),
    );
  });

  it.each([
    ['by another log', () => signSecondNote({ ...point, origin: 'x' }, signer('x', 9, 'note'))],
    ['under the name of another key', () => renamed(signer('x', 9, 'note'))],
    ['that is the first', () => first],
  ])('is refused %s', (_what, note) => {
    expect(() => openWithSecond(first, note(), log.verifier, both)).toThrow(code('NOTE_UNSIGNED'));
  });

  it('is refused with a cosignature over the first note under it', () => {
    const line = cosign(openCheckpoint(first, log.verifier), outside, 1_790_000_000);
    expect(() => openWithSecond(first, addSignatures(second, line), log.verifier, both)).toThrow(
      code('NOTE_SIGNATURE_INVALID'),
    );
  });

  it('is never believed alone', () => {
    expect(() => openWithSecond(second, second, log.verifier, both)).toThrow(code('NOTE_UNSIGNED'));
  });

  it('is made of own checkpoints, by keys of logs', () => {
    expect(() => signSecondNote({ ...point, origin: 'other' }, log)).toThrow(
      code('CHECKPOINT_INVALID'),
    );
    expect(() => secondVerifier(outside.verifier)).toThrow(code('NOTE_KEY_INVALID'));
  });
});

const renamed = (by: Signer): Uint8Array =>
  signSecondNote({ ...point, origin: by.verifier.name }, by);

describe('two keys of one name and id', () => {
  it('are told apart by no line: the note is refused', () => {
    const twin = { ...outside.verifier, publicKey: neighbour.verifier.publicKey };
    const note = cosigned(second, outside);
    const keys = [secondVerifier(log.verifier), twin, outside.verifier];
    expect(() => openNote(note, keys)).toThrow(code('NOTE_KEY_INVALID'));
    expect(openNote(note, [...keys.slice(0, 1), outside.verifier]).signatures).toHaveLength(2);
  });
});
