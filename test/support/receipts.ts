import { randomBytes, sign, type KeyObject } from 'node:crypto';
import type { CustodyEntry } from '#capabilities/packages/neighbour/custody-record.schema';
import {
  parseMessageId,
  parseSha256,
  timestamp,
  type Document,
  type DocumentId,
  type Envelope,
  type LinkId,
  type MessageId,
  type Receipt,
  type ReceiptStage,
  type Statement,
} from '#kernel';
import type { WrittenLog } from './generated-log.js';
import { inclusionProofOf, leafHash, makeSigner, rootOf, signCheckpoint } from '#tlog';
import { healthText, names, paths } from '#package';
import { canonicalJson, encodeEnvelope, encodeStatement, sha256, sha512 } from '#wire';

import type { TestKey } from './keys.js';
import { someLeaves } from './tlog.js';
import { base64, hash, type TestState } from './test-state.js';
import { eventKeyId } from '../../libs/journal/src/leaf/leaf.js';
import type { Change, TestPackage } from './package.js';
import type { Story } from './package-story.js';

export interface Lies {
  readonly envelope?: Partial<Envelope>;
  readonly envelopeKey?: TestKey;
  readonly event?: Record<string, unknown>;
  readonly data?: Record<string, unknown>;
  readonly receipt?: Partial<Receipt>;
  readonly receiptKey?: TestKey;
  readonly logKey?: KeyObject;
}

const typOf = {
  DELIVERED: 'msg.received',
  OPENED: 'msg.accepted',
  REJECTED: 'msg.rejected',
  RETRIEVED: 'item.viewed',
  BREAK_GLASS: 'case.glass.broken',
  BREAK_GLASS_ONWARD: 'case.glass.told',
} as const;

export class SentDispatch {
  readonly messageId = parseMessageId(randomBytes(16).toString('hex'));
  readonly ciphertextSha256 = hash('ciphertext');
  #rseq = 0;

  constructor(
    private readonly from: TestState,
    private readonly to: TestState,
    private readonly link: Envelope['link'],
    readonly document: Uint8Array,
    readonly signature: Uint8Array,
  ) {}

  private envelope(changes: Partial<Envelope> = {}): Uint8Array {
    return encodeEnvelope({
      ...{ typ: 'liaise-envelope', v: 1, id: this.messageId, link: this.link },
      ...{ from: this.from.state, to: this.to.state, seq: 1, prev: null },
      documentSha256: sha256(this.document),
      officerSignatureSha256: sha256(this.signature),
      recipientKeys: [this.to.root.fingerprint],
      sealedAt: timestamp(this.from.at),
      directory: this.from.point(),
      anchor: { own: null, peer: null },
      ...{ rack: 0, attachments: [] },
      ...changes,
    });
  }

  async receipt(stage: ReceiptStage, lies: Lies = {}) {
    const { from, to, link } = this;
    const honest = this.envelope();
    const envelope = this.envelope(lies.envelope);
    const leaf = canonicalJson({
      typ: typOf[stage],
      ...(stage.startsWith('BREAK_GLASS') && { reason: null }),
      obj: [{ role: 'ciphertext', size: 1, sha256: this.ciphertextSha256 }],
      data: {
        ...(stage === 'BREAK_GLASS_ONWARD' && { way: ['XC'] }),
        messageId: this.messageId,
        envelopeSha256: sha256(honest),
        ...lies.data,
      },
      ...lies.event,
    });
    const leaves = someLeaves(6).map((each) => leafHash(each));
    leaves[3] = leafHash(leaf);
    const logKey = lies.logKey ?? to.noteKeys.get('log');
    if (logKey === undefined) throw new Error('no log key');
    const origin = `${to.state.toLowerCase()}.example/log`;
    const point = { origin, size: leaves.length, root: rootOf(leaves) };
    const note = signCheckpoint(point, makeSigner(origin, logKey, 'note'));
    const receipt: Receipt = {
      ...{ rseq: (this.#rseq += 1), messageId: this.messageId, stage, code: null },
      ...{ ciphertextSha256: this.ciphertextSha256, at: timestamp(to.at), index: 3 },
      leaf: base64(leaf),
      proof: inclusionProofOf(leaves, 3).map(base64),
      ...lies.receipt,
    };
    const body = {
      checkpoint: Buffer.from(note).toString('utf8'),
      receipts: [receipt],
      objects: [],
    };
    const key = lies.receiptKey ?? to.keys.receipts;
    const said = await to.statement('receipt-batch', from.state, link, body, to.at, key);
    const envelopeKey = lies.envelopeKey ?? from.keys.signing;
    const proof = {
      envelope: base64(envelope),
      envelopeSignature: base64(await from.sign(envelope, envelopeKey)),
      statement: base64(said.bytes),
      signature: base64(said.signature),
    };
    return { shown: { stage, at: receipt.at, code: receipt.code, receipt }, proof };
  }
}

export const object = (role: string, bytes: Uint8Array) => ({
  ...{ role, size: bytes.length, sha256: sha256(bytes), sha512: sha512(bytes) },
});

interface SentThere {
  readonly messageId: MessageId;
  readonly document: Document;
  readonly bytes: Uint8Array;
  readonly signature: Uint8Array;
  readonly certificate: Uint8Array;
  readonly envelope: Uint8Array;
  readonly original: Uint8Array;
}

export class OtherSide {
  #from = 0;

  constructor(
    private readonly own: TestState,
    private readonly neighbour: TestState,
    private readonly link: LinkId,
    private readonly at: Date,
  ) {}

  sent(log: WrittenLog, sent: SentThere, seq: number): void {
    const { messageId, document } = sent;
    this.#from ||= log.leaves.length;
    log.addEvent('inbox', {
      ...{ typ: 'msg.signed', case: { thread: document.thread, compartment: 'ENFORCEMENT' } },
      ...{ travels: true, obj: [object('document', sent.bytes)] },
      data: {
        ...{ document: document.id, kind: document.kind, signer: document.signer },
        certificateSha256: sha256(sent.certificate),
        signatureSha256: sha256(sent.signature),
      },
    });
    log.addEvent('sealer', {
      ...{ typ: 'msg.send.intent', channel: this.#channel(seq) },
      obj: [object('ciphertext', sent.original)],
      data: { messageId, document: document.id, envelopeSha256: sha256(sent.envelope) },
    });
  }

  logged(
    log: WrittenLog,
    { messageId }: SentThere,
    [peerIndex, leaf = new Uint8Array()]: readonly [number, Uint8Array | undefined],
  ): void {
    log.addEvent('opener', {
      ...{ typ: 'msg.receipt.logged', channel: this.#channel(null) },
      data: {
        ...{ messageId, stage: 'OPENED', rseq: 1 },
        ...{ peerLeafSha256: sha256(leaf), peerIndex },
      },
    });
  }

  async answer(log: WrittenLog, consent: DocumentId) {
    const granted = log.addEvent('inbox', {
      ...{ typ: 'consent.granted', data: { document: consent } },
      case: { thread: consent, compartment: 'ENFORCEMENT' },
      actor: { officer: 'judge', role: 'JUDICIAL_AUTHORITY' },
    });
    const { leaves, hashes } = log;
    const [role, purpose, at] = ['JUDICIAL_AUTHORITY', null, timestamp(log.time(granted))];
    const entries = leaves.slice(this.#from).map((bytes, i): CustodyEntry => {
      const index = this.#from + i;
      const said = {
        ...{ index, hash: parseSha256(Buffer.from(leafHash(bytes)).toString('hex')) },
        ...{ proof: inclusionProofOf(hashes, index).map(base64), disclosures: [] },
      };
      return index === granted
        ? { ...said, leaf: null, told: { typ: 'consent.granted', at, role, purpose } }
        : { ...said, leaf: base64(bytes), told: null };
    });
    const statement = encodeStatement({
      ...{ typ: 'liaise-statement', v: 1, kind: 'package-answer', link: this.link },
      ...{ id: parseMessageId('5e'.repeat(16)), from: this.neighbour.state, to: this.own.state },
      ...{ issuedAt: timestamp(this.at), rack: 0 },
      body: {
        ...{ ask: parseMessageId('a5'.repeat(16)), refused: null, part: 0, parts: 1 },
        ...{ checkpoint: Buffer.from(log.note(leaves.length)).toString(), entries },
      },
    } satisfies Statement<'package-answer'>);
    const { signing } = this.neighbour.keys;
    return { statement, signature: await this.neighbour.sign(statement, signing, this.at) };
  }

  #channel(seq: number | null) {
    return { link: this.link, peer: this.own.state, dir: 'OUT', seq };
  }
}

const hour = 3_600_000;

export function healthHours(at: Date, hours: number): Record<string, unknown>[] {
  const end = Math.ceil(at.getTime() / hour) * hour;
  return Array.from({ length: hours }, (_, i) => {
    const isLast = i === hours - 1;
    const from = new Date(end - (hours - i) * hour);
    const services = [
      {
        ...{ service: 'inbox', instances: 1, starts: isLast ? 1 : 0, beats: 1_799 },
        ...{ expected: 1_800, gapMs: 4_000, changes: 0, others: 0 },
        ran: [{ version: '0.1.0', config: 'c'.repeat(64) }],
        faults: [{ code: 'SCANNER_SILENT', beats: 3 }],
      },
    ];
    const until = new Date(from.getTime() + hour);
    const data = { from: timestamp(from), until: timestamp(until), services };
    return { typ: 'system.health', data };
  });
}

export function keepHealth({ files, health, log }: Pick<Story, 'files' | 'health' | 'log'>): void {
  if (health.length === 0) return;
  const entries = health.map((index) => ({
    ...{ index, leaf: log.leaves[index] ?? new Uint8Array() },
    proof: inclusionProofOf(log.hashes, index),
  }));
  files.set(names.health, healthText(entries));
}

/**
 * Attack: signs event `typ` again, with the key of `service`. Only `data` names this key; `src` still names the key of the
 * original signer.
 */
export function namedInData(test: TestPackage, typ: string, service: string): Change {
  const key = test.own.eventKeys.get(service);
  if (key === undefined) throw new Error(`no event key of ${service}`);
  const index = test.indexOf(typ);
  return (build) => {
    const text = Buffer.from(build.files.get(paths.event(index)) ?? []).toString('utf8');
    const { src, data, ...rest } = JSON.parse(text) as Record<'src' | 'data', object>;
    const { sig: _, ...source } = src as Record<string, unknown>;
    const said = {
      ...{ ...rest, src: source },
      data: { ...data, src: { config: '', key: eventKeyId(key) } },
    };
    const sig = sign(null, canonicalJson(said), key).toString('base64');
    const leaf = canonicalJson({ ...said, src: { ...source, sig } });
    build.files.set(paths.event(index), leaf);
    const hash = test.hashOf(leaf);
    build.index.events = build.index.events.map((each) =>
      each.index === index ? { ...each, leaf: hash } : each,
    );
  };
}
