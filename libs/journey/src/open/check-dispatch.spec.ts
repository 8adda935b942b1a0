import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import {
  isCoded,
  parseMessageId,
  timestamp,
  type Document,
  type LinkId,
  type StateCode,
} from '#kernel';
import type { Directory } from '#capabilities/directory/trust.model';
import type { EntryBodies } from '#capabilities/directory/directory.schema';
import { composed } from '../../../../test/support/documents.js';
import { aLinkId, aState } from '../../../../test/support/state.js';
import type { TestState } from '../../../../test/support/test-state.js';
import { peekPriority, openDispatch, type Expectation } from './check-dispatch.js';
import { OpenedAhead, type Opening } from './opened-ahead.js';
import { generateStateSigningKey, open, readCertificate, seal, signDetached } from '#seal';
import { DirectoryChain } from '#trust';
import { canonicalJson, encodePayload, sha256 } from '#wire';

const codes = ['XA', 'XB', 'XC', 'XD'] as const;
const now = new Date();
let states: readonly TestState[];
const directories = new Map<StateCode, Directory>();

const linkOf = (one: TestState, other: TestState): LinkId =>
  aLinkId([one.state, other.state].sort().join());
const directoryOf = ({ state }: TestState): Directory => directories.get(state) as Directory;

beforeAll(async () => {
  states = await Promise.all(
    codes.map((code) => aState(code).officer('lio', ['LIAISON_OFFICER']).build()),
  );
  for (const state of states) {
    const chain = new DirectoryChain(state.state, state.rootFingerprint);
    for (const signed of state.directory) await chain.extend(signed);
    directories.set(state.state, chain.directory);
  }
}, 60_000);

interface Sent {
  readonly by: TestState;
  readonly to: TestState;
  readonly on: TestState;
  readonly as: TestState;
  readonly document: {
    readonly from?: TestState;
    readonly to?: TestState;
    readonly officer?: string;
    readonly members?: Partial<Document>;
  };
}

async function verdict({ by, to, on, as, document: said }: Sent): Promise<string> {
  const { from = by, to: addressed = to, officer = 'ana', members = {} } = said;
  const { document, signature } = await composed(
    linkOf(addressed, members.from === undefined ? from : on),
    { from, to: addressed, name: officer },
    members,
  );
  const key = to.authorityKeys.get('border-police ENFORCEMENT');
  if (key === undefined) throw new Error('no key');
  const messageId = parseMessageId(randomBytes(16).toString('hex'));
  const link = linkOf(on, to);
  const envelope = canonicalJson({
    ...{ typ: 'liaise-envelope', v: 1, id: messageId, link, from: as.state, to: to.state },
    ...{ seq: 1, prev: null, documentSha256: sha256(document) },
    officerSignatureSha256: sha256(signature),
    recipientKeys: [key.fingerprint],
    sealedAt: timestamp(now),
    directory: on.point(),
    ...{ anchor: { own: null, peer: null }, rack: 0, attachments: [] },
  });
  const payload = encodePayload({
    envelope,
    envelopeSignature: await signDetached(envelope, by.keys.signing.unlocked, now),
    ...{ document, officerSignature: signature, attachmentKeys: [] },
    officerCertificate: from.officer(officer).key.certificate,
  });
  const { ciphertext } = await seal(payload, await readCertificate(key.certificate, now), now);
  const { version, head } = on.point();
  const known: Expectation = {
    ...{ messageId, link, own: to.state, peer: on.state, keys: [key.unlocked], now },
    ...{ peerDirectory: directoryOf(on), ownDirectory: directoryOf(to) },
    onEnvelope: () => undefined,
    compare: (point) => (point.version === version && point.head === head ? 'KNOWN' : 'FORK'),
  };
  const judged = await codeOf(openDispatch(ciphertext, known));
  await assertSameAhead(ciphertext, known, judged);
  return judged;
}

async function codeOf(judging: Promise<unknown>): Promise<string> {
  try {
    await judging;
    return 'accepted';
  } catch (error) {
    if (isCoded(error)) return error.code;
    throw error;
  }
}

async function assertSameAhead(
  ciphertext: Uint8Array,
  known: Expectation,
  judged: string,
): Promise<void> {
  const decrypt = jest.fn<Opening>(open);
  const opened = new OpenedAhead(undefined, decrypt);
  const row = { linkId: known.link, messageId: known.messageId };
  const looked = { ...known, opening: opened.ahead(row) };
  await codeOf(peekPriority(ciphertext, looked));
  const inTurn = { ...known, opening: opened.inTurn(row) };
  expect(await codeOf(openDispatch(ciphertext, inTurn))).toBe(judged);
  expect(decrypt).toHaveBeenCalledTimes(1);
  expect(opened.bytes).toBe(0);
}

const inTheNameOf = (claimed: TestState, officer = 'ana'): Partial<Document> => {
  const { authority, officer: handle } = claimed.officer(officer);
  return { from: { state: claimed.state, authority, officer: handle } };
};

const attacks: Readonly<
  Record<string, (by: TestState, claimed: TestState, to: TestState) => Sent>
> = {
  'on its own link, all in the other’s name': (by, claimed, to) => ({
    ...{ by, to, on: by, as: claimed },
    document: { members: inTheNameOf(claimed) },
  }),
  'on its own link, the document in the other’s name': (by, claimed, to) => ({
    ...{ by, to, on: by, as: by },
    document: { members: inTheNameOf(claimed) },
  }),
  'on the other’s link, all in its name': (by, claimed, to) => ({
    ...{ by, to, on: claimed, as: claimed },
    document: { members: inTheNameOf(claimed) },
  }),
  'with what the other has signed for it': (by, claimed, to) => ({
    ...{ by, to, on: by, as: by },
    document: { from: claimed, to: by },
  }),
  'with what the other has signed for the victim': (by, claimed, to) => ({
    ...{ by, to, on: by, as: by },
    document: { from: claimed },
  }),
  'with that, on the other’s link': (by, claimed, to) => ({
    ...{ by, to, on: claimed, as: claimed },
    document: { from: claimed },
  }),
};

describe('who speaks for a State', () => {
  it('is that State, on its own link', async () => {
    for (const by of states)
      for (const to of states.filter((each) => each !== by))
        expect(await verdict({ by, to, on: by, as: by, document: {} })).toBe('accepted');
  });

  it.each(Object.entries(attacks))('is no other of four, of all pairs: %s', async (_, attack) => {
    const found: string[] = [];
    for (const by of states)
      for (const claimed of states.filter((each) => each !== by))
        for (const to of states.filter((each) => each !== by && each !== claimed))
          found.push(await verdict(attack(by, claimed, to)));
    expect(found).toHaveLength(24);
    expect(found).not.toContain('accepted');
    // The same check stops every attacker.
    expect(new Set(found).size).toBe(1);
  });

  it('is a key of the eight that its root has certified last: nobody tries thousands', async () => {
    const [by, to] = states as [TestState, TestState];
    const before = directoryOf(by);
    const directory = before.copy();
    const verdictNow = async (): Promise<string> => {
      directories.set(by.state, directory);
      return verdict({ by, to, on: by, as: by, document: {} });
    };
    for (let more = 1; more <= 8; more += 1) {
      const body = directory.stateKey('signing', timestamp(now)) as EntryBodies['state-key'];
      expect([more, await verdictNow()]).toEqual([more, 'accepted']);
      const userId = `XA signing ${more}`;
      const { fingerprint, certificate } = await generateStateSigningKey({ userId, at: now });
      const head = { typ: 'liaise-directory-entry', v: 1, chain: 'directory' } as const;
      directory.apply(
        {
          ...{ ...head, kind: 'state-key', state: by.state, issuedAt: timestamp(now) },
          body: { ...body, fingerprint, certificate: Buffer.from(certificate).toString('base64') },
        },
        [by.rootFingerprint],
      );
    }
    expect(await verdictNow()).toBe('SEAL_SIGNATURE_ISSUER');
    directories.set(by.state, before);
  });

  it('is the officer whose key signs, and no colleague', async () => {
    for (const by of states)
      for (const to of states.filter((each) => each !== by)) {
        const document = { officer: 'ana', members: inTheNameOf(by, 'lio') };
        const found = await verdict({ by, to, on: by, as: by, document });
        expect(found).toBe('OFFICER_WRONG_AUTHORITY');
      }
  });
});
