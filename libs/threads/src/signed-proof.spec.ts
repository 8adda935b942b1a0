import { createPublicKey, sign, type KeyObject } from 'node:crypto';
import { timestamp } from '#kernel';
import type { Directory } from '#capabilities/directory/trust.model';
import { aState, type TestState } from '../../../test/support/state.js';
import { hash } from '../../../test/support/test-state.js';
import { loggedAt, officerByLog, type SignedProof, type SignedThing } from './signed-proof.js';
import { eventKeyId } from '#journal';
import { formatLogProof, leafHash, makeSigner, nodeHash, signCheckpoint } from '#tlog';
import { DirectoryChain, type DocumentClaim } from '#trust';
import { canonicalJson } from '#wire';

const minute = 60_000;
const origin = 'xa.example/log';
const stranger = leafHash(Buffer.from('another leaf'));

let state: TestState;
let thing: SignedThing;
const time = (ms: number) => timestamp(new Date(state.at.getTime() + ms));

function key(found: KeyObject | undefined): KeyObject {
  if (found === undefined) throw new Error('no key');
  return found;
}

interface Choice {
  readonly typ?: string;
  readonly log?: string;
  readonly service?: string;
  readonly by?: string;
  readonly at?: number;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly documentSha256?: string;
  readonly logKey?: KeyObject;
  readonly sibling?: Uint8Array;
}

function shown(choice: Choice = {}): SignedProof {
  const { service = 'requests', by = service } = choice;
  const eventKey = key(state.eventKeys.get(by));
  const unsigned = {
    v: 1,
    typ: choice.typ ?? 'msg.signed',
    id: '019a0000-0000-7000-8000-000000000001',
    log: choice.log ?? origin,
    obj: [{ role: 'document', size: 9, sha256: choice.documentSha256 ?? thing.documentSha256 }],
    prev: { case: null },
    anchor: { own: null, peer: null },
    t: { emit: time(choice.at ?? minute), clk: 'database' },
    data: {
      document: thing.document,
      signer: thing.signer,
      signatureSha256: thing.signatureSha256,
      ...choice.data,
    },
    sd: [],
  };
  const src = { service, version: '0', key: eventKeyId(createPublicKey(eventKey)) };
  const sig = sign(null, canonicalJson({ ...unsigned, src }), eventKey).toString('base64');
  const leaf = canonicalJson({ ...unsigned, src: { ...src, sig } });
  const logKey = choice.logKey ?? key(state.noteKeys.get('log'));
  const root = nodeHash(stranger, leafHash(leaf));
  const note = signCheckpoint({ origin, size: 2, root }, makeSigner(origin, logKey, 'note'));
  const hashes = [choice.sibling ?? stranger];
  return { leaf, proof: formatLogProof({ index: 1, hashes, checkpoint: note }) };
}

async function directory(): Promise<Directory> {
  const chain = new DirectoryChain(state.state, state.rootFingerprint);
  for (const signed of state.directory) await chain.extend(signed);
  return chain.directory;
}

const refusal = (judge: () => unknown): string => {
  try {
    judge();
    return 'accepted';
  } catch (error) {
    return error instanceof Error ? (error.message.split(':')[0] ?? '') : 'unknown';
  }
};

beforeEach(async () => {
  state = await aState().build();
  thing = {
    document: '019a0000-0000-7000-8000-00000000000d' as SignedThing['document'],
    documentSha256: hash('document'),
    signatureSha256: hash('signature'),
    signer: state.officer('ana').key.fingerprint,
  };
});

describe('when a custody log took a document', () => {
  it.each(['requests', 'inbox'])('is what the leaf of %s says', async (service) => {
    expect(loggedAt(shown({ service }), thing, await directory(), time(minute))).toBe(time(minute));
  });

  it.each<[string, () => SignedProof]>([
    ['another type of event', () => shown({ typ: 'item.viewed' })],
    ['another document', () => shown({ documentSha256: hash('other') })],
    ['another document id', () => shown({ data: { document: thing.signer } })],
    ['another signature', () => shown({ data: { signatureSha256: hash('other') } })],
    ['another signer', () => shown({ data: { signer: state.officer('ben').key.fingerprint } })],
    ['a service that takes no documents', () => shown({ service: 'exchange' })],
    ['the key of another service', () => shown({ by: 'exchange' })],
    ['another log', () => shown({ log: 'xa.example/other' })],
    ['another log key', () => shown({ logKey: key(state.noteKeys.get('witness')) })],
    ['another tree', () => shown({ sibling: leafHash(Buffer.from('other')) })],
    ['another leaf', () => ({ ...shown(), leaf: shown({ at: 2 * minute }).leaf })],
    ['no leaf at all', () => ({ ...shown(), leaf: Buffer.from('{}') })],
    ['no proof at all', () => ({ ...shown(), proof: Buffer.from('proof') })],
  ])('is not proven by %s', async (_, proof) => {
    const known = await directory();
    const judge = () => loggedAt(proof(), thing, known, time(minute));
    expect(refusal(judge)).toBe('SIGNED_PROOF_INVALID');
  });

  it('decides over a suspension and a revocation, and is not looked at without one', async () => {
    const { officer, authority, key: own } = state.officer('ana');
    const claim: DocumentClaim = {
      signer: own.fingerprint,
      officer,
      authority,
      composedAt: time(0),
      sealedAt: time(40 * minute),
      now: time(60 * minute),
      roles: ['LIAISON_OFFICER'],
    };
    const judged = (known: Directory, proof?: SignedProof) =>
      refusal(() => officerByLog(known, claim, thing, proof));
    const broken = { leaf: Buffer.from('x'), proof: Buffer.from('y') };
    expect(judged(await directory(), broken)).toBe('accepted');
    const entries = state.directory.length;
    for (const end of ['suspension', 'revocation'] as const) {
      state.directory.splice(entries);
      const at = time(30 * minute);
      if (end === 'suspension') await state.suspension('ana', new Date(at));
      else
        await state.add(
          'officer',
          {
            officer,
            authority,
            fingerprint: own.fingerprint,
            roles: ['LIAISON_OFFICER'],
            enrolment: hash('token'),
            from: at,
            to: at,
          },
          state.registrars,
        );
      const known = await directory();
      const code = end === 'suspension' ? 'OFFICER_SUSPENDED' : 'OFFICER_NOT_VALID_AT';
      expect(judged(known)).toBe(code);
      expect(judged(known, shown({ at: 30 * minute }))).toBe(code);
      expect(judged(known, shown({ at: 31 * minute }))).toBe(code);
      expect(judged(known, shown({ at: 30 * minute - 1 }))).toBe('accepted');
      expect(judged(known, broken)).toBe('SIGNED_PROOF_INVALID');
    }
  });
});
