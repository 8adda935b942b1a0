import { createPublicKey } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { aDocumentId, aMessageId, anEntry, at } from '../../../../test/support/builders.js';
import { WrittenLog } from '../../../../test/support/generated-log.js';
import { aState } from '../../../../test/support/state.js';
import type { TestState } from '../../../../test/support/test-state.js';
import { eventKeyName } from '#custody';
import { type Fingerprint, timestamp } from '#kernel';
import { formatVerifierKey, keyHash } from '#tlog';
import type { KeyEnd } from './life.facts.js';
import {
  endedMachineKeys,
  endedRoots,
  signingKeysOf,
  type SignedParts,
  withShownEnds,
} from './signing-keys.rules.js';

const began = new Date('2026-03-01T00:00:00.000Z');
const later = (minutes: number): Date => new Date(began.getTime() + minutes * 60_000);
const thread = aDocumentId('thread');
const of = { case: { thread, compartment: 'ENFORCEMENT' } } as const;
const message = aMessageId('m');
const channel = { link: 'a'.repeat(32), peer: 'XB', dir: 'OUT', seq: 1 };

let own: TestState;
let neighbour: TestState;
let log: WrittenLog;
let theirs: WrittenLog;
beforeAll(async () => {
  own = await aState('XA').build();
  neighbour = await aState('XB').build();
  log = new WrittenLog(own, began);
  theirs = new WrittenLog(neighbour, began);
  log.addEvent('sealer', {
    ...{ typ: 'msg.send.intent', channel, ...of },
    data: { messageId: message, document: aDocumentId('d'), envelopeSha256: '0'.repeat(64) },
  });
  log.addEvent('opener', {
    ...{ typ: 'msg.receipt.logged', channel, ...of },
    data: { messageId: message, stage: 'ACCEPTED', rseq: 7, countedAt: at() },
  });
  log.addEvent('sealer', { typ: 'recall.owed', ...of, data: { level: 1 } });
  theirs.addEvent('opener', { typ: 'msg.accepted', channel, ...of, data: { messageId: message } });
});

const keyOf = (state: TestState, service: string): string => {
  const key = state.eventKeys.get(service);
  if (key === undefined) throw new Error(service);
  return eventKeyName(createPublicKey(key));
};
const parts = (changes: Partial<SignedParts> = {}): SignedParts => ({
  leaves: log.leaves.map((bytes, index) => ({ index, bytes, kept: [] })),
  times: [
    { size: 1, at: later(10) },
    { size: 2, at: later(20) },
    { size: 2, at: later(21) },
  ],
  messages: [{ message, signing: own.keys.signing.fingerprint }],
  receipts: [{ rseq: 7, leaf: theirs.leaves[0] ?? Buffer.of(), log: 'log of XB' }],
  ...{ notes: [], others: ['seal'] },
  ...changes,
});
const found = (changes?: Partial<SignedParts>): Record<string, Date | null> =>
  Object.fromEntries(signingKeysOf(parts(changes)).map(({ key, until }) => [key, until]));

describe('keys of machines under a package', () => {
  it('have the first time over each entry that they signed, the latest of these', () => {
    expect(found({ leaves: parts().leaves.slice(0, 2) })).toEqual({
      [keyOf(own, 'sealer')]: later(10),
      [keyOf(own, 'opener')]: later(20),
      [own.keys.signing.fingerprint]: later(10),
      [keyOf(neighbour, 'opener')]: later(20),
      ...{ 'log of XB': later(20), seal: null },
    });
  });

  it('have none where a later entry of theirs is under no time yet, or no entry tells of it', () => {
    expect(found()[keyOf(own, 'sealer')]).toBeNull();
    const strange = [{ rseq: 8, leaf: theirs.leaves[0] ?? Buffer.of(), log: null }];
    expect(found({ receipts: strange })[keyOf(neighbour, 'opener')]).toBeNull();
    expect(found({ times: [] })[own.keys.signing.fingerprint]).toBeNull();
  });

  it('are those under older notes of the log, too, by the time over each', () => {
    const notes = [
      { key: 'older', until: later(3) },
      { key: 'older', until: later(2) },
    ];
    expect(found({ notes })).toMatchObject({ older: later(3), seal: null });
  });

  it('are kept with the earliest end that the directories show', () => {
    const keys = signingKeysOf(parts());
    const { fingerprint } = own.keys.signing;
    const ended = (key: string, minutes: number): KeyEnd[] => [
      { key, from: timestamp(later(minutes)), to: null },
    ];
    const shown = (by: readonly KeyEnd[], of: string = fingerprint) =>
      withShownEnds(keys, by).find(({ key }) => key === of)?.shownEnd;
    expect(withShownEnds(keys, [])).toHaveLength(keys.length);
    expect([shown([]), shown(ended('seal', 99))]).toEqual([null, null]);
    expect(shown(ended('seal', 99), 'seal')).toEqual(later(99));
    expect(shown([...ended(fingerprint, 12), ...ended(fingerprint, 10)])).toEqual(later(10));
  });
});

describe('a former root of a State', () => {
  it('never was the one that a reader is told now', () => {
    const key = 'A'.repeat(40) as Fingerprint;
    expect(endedRoots([key])).toEqual([{ key, from: '1970-01-01T00:00:00.000Z', to: null }]);
  });
});

describe('keys of machines that the root ended', () => {
  const term = { from: at(3), to: at(3) };
  it('are told by their names, and those that only expire are not', () => {
    const { verifier } = own.noteSigner('log');
    const event = own.eventKeys.get('sealer');
    if (event === undefined) throw new Error('no key');
    const raw = createPublicKey(event).export({ format: 'jwk' }).x ?? '';
    const publicKey = Buffer.from(raw, 'base64url').toString('base64');
    const fingerprint = 'A'.repeat(40) as Fingerprint;
    const entries = [
      anEntry('state-key', { purpose: 'signing', fingerprint, certificate: '', ...term }),
      anEntry('note-key', { purpose: 'log', vkey: formatVerifierKey(verifier), ...term }),
      anEntry('event-key', { service: 'sealer', publicKey, ...term }),
      anEntry('state-key', {
        purpose: 'package',
        fingerprint,
        certificate: '',
        from: at(),
        to: at(9),
      }),
      anEntry('root'),
    ];
    expect(endedMachineKeys(entries)).toEqual(
      [fingerprint, keyHash(verifier), keyOf(own, 'sealer')].map((key) => ({
        ...{ key, from: at(3), to: null },
      })),
    );
  });
});
