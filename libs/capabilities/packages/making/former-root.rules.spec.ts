import { generateKeyPairSync } from 'node:crypto';
import { aHash } from '../../../../test/support/builders.js';
import { formatVerifierKey, makeSigner, rootOf, signCheckpoint, type Signer } from '#tlog';
import { type FormerDirectory, isOfFormerRoot } from './former-root.rules.js';

const aLog = (): Signer =>
  makeSigner('xb.example/log', generateKeyPairSync('ed25519').privateKey, 'note');
const [before, now] = [aLog(), aLog()];
const noteBy = (log: Signer): Uint8Array =>
  signCheckpoint({ origin: 'xb.example/log', size: 0, root: rootOf([]) }, log);
const of = (log: Signer, head: string): FormerDirectory => ({
  directory: { logKeys: { allNoteKeys: () => [{ vkey: formatVerifierKey(log.verifier) }] } },
  heads: { at: (version) => (version === 3 ? head : null) },
});
const former = [of(before, aHash('head'))];
const nothing = { points: [], notes: [] };

describe('a thread', () => {
  it('is of a former root where an envelope names a point of its directory', () => {
    const at = (version: number, name: string) => ({
      ...{ ...nothing, points: [{ version, head: aHash(name) }] },
    });
    expect(isOfFormerRoot(at(3, 'head'), former)).toBe(true);
    expect(isOfFormerRoot(at(2, 'head'), former)).toBe(false);
    expect(isOfFormerRoot(at(3, 'newest'), former)).toBe(false);
  });

  it('is so where the log of that directory signed a receipt, and nothing came', () => {
    const withLogNote = (log: Signer) => ({ ...nothing, notes: [noteBy(now), noteBy(log)] });
    expect(isOfFormerRoot(withLogNote(before), former)).toBe(true);
    expect(isOfFormerRoot(withLogNote(now), former)).toBe(false);
  });

  it('is none where the neighbour has had one root', () => {
    expect(isOfFormerRoot({ ...nothing, notes: [noteBy(before)] }, [])).toBe(false);
    expect(isOfFormerRoot(nothing, former)).toBe(false);
  });
});
