import { parseSha256, parseStateCode } from '#kernel';
import { makeSigner, parseCheckpoint } from '#tlog';
import { testKey } from '../../../../test/support/tlog.js';
import { openChainNote, signChainNote, type ChainHeads } from './chain-note.js';

const state = parseStateCode('XA');
const log = makeSigner('audit.xa.example/2026', testKey(Buffer.alloc(32, 1)), 'note');
const other = makeSigner('audit.xa.example/2026', testKey(Buffer.alloc(32, 2)), 'note');
const head = (digit: string) => parseSha256(digit.repeat(64));
const heads: ChainHeads = {
  directory: { version: 14, head: head('a') },
  peers: { version: 1, head: head('b') },
  retention: null,
};
const note = Buffer.from(signChainNote(state, heads, log));
const opened = (bytes: Uint8Array) => openChainNote(bytes, state, [log.verifier]);

describe('the note of the chain heads', () => {
  it('says what was signed, one line for each chain', () => {
    expect(opened(note)).toEqual(heads);
    expect(note.toString().split('\n').slice(0, 6)).toEqual([
      'liaise-chains/1',
      'XA',
      `directory 14 ${'a'.repeat(64)}`,
      `peers 1 ${'b'.repeat(64)}`,
      'retention 0 -',
      '',
    ]);
  });

  it('is no checkpoint of the log that signs both', () => {
    const text = note.toString().slice(0, note.lastIndexOf('\n\n') + 1);
    expect(() => parseCheckpoint(text)).toThrow('CHECKPOINT_INVALID');
  });

  it('is refused with any byte changed, of another State, by another key', () => {
    for (let i = 0; i < note.length; i += 1) {
      const changed = Buffer.from(note);
      changed[i] = (changed[i] ?? 0) ^ 1;
      expect(() => opened(changed)).toThrow('TRUST_NOTE_INVALID');
    }
    const foreign = signChainNote(parseStateCode('XB'), heads, log);
    const forged = signChainNote(state, heads, other);
    for (const bytes of [foreign, forged, Buffer.alloc(0), note.subarray(0, 60)])
      expect(() => opened(bytes)).toThrow('TRUST_NOTE_INVALID');
  });
});
