import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import {
  parseDocumentId,
  parseMessageId,
  timestamp,
  type Document,
  type Envelope,
  type ReceiptStage,
  type ThreadId,
} from '#kernel';
import { signDetached } from '#seal';
import { formatLogProof, inclusionProofOf, rootOf } from '#tlog';
import { encodeDocument, encodeEnvelope, sha256, sha512 } from '#wire';
import {
  type IndexedAsk,
  type IndexedEvent,
  type IndexedReceipt,
  type PackageIndex,
  paths,
} from '#package';
import { aRequestBody, bodyOf } from './bodies.js';
import { WrittenLog } from './generated-log.js';
import { healthHours, object, OtherSide } from './receipts.js';
import { aLinkId, type TestState } from './state.js';
import { stampedAt, type TimeAuthority } from './time-authority.js';
import { someLeaves } from './tlog.js';
import { aChainedSealer } from './keys.js';

export type Files = Map<string, Uint8Array>;
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

interface StoryEvent {
  readonly service: string;
  readonly draft: Record<string, unknown>;
  readonly why?: IndexedEvent['why'];
  readonly withheld?: IndexedEvent['withheld'];
}

/** Changes to the normal log events and messages of a test package. Changed events and envelopes still get valid signatures. */
export interface StoryEdits {
  readonly delaySeconds?: number;
  readonly supersedes?: PackageIndex['supersedes'];
  readonly signedBy?: (typ: unknown) => string | undefined;
  readonly recorded?: (draft: Record<string, unknown>, story: Story) => Record<string, unknown>;
  readonly sealed?: (envelope: Envelope, story: Story) => Envelope;
  readonly clockMs?: number;
  readonly reads?: number;
  readonly isErased?: boolean;
  readonly healthHours?: number;
  readonly sealer?: Story['sealer'];
}

export interface StoryMessage {
  readonly direction: 'OUT' | 'IN';
  readonly document: Document;
  readonly bytes: Uint8Array;
  readonly signature: Uint8Array;
  readonly certificate: Uint8Array;
  readonly envelope: Uint8Array;
  readonly envelopeSignature: Uint8Array;
  readonly original: Uint8Array;
  readonly messageId: Envelope['id'];
  readonly attachments: readonly Uint8Array[];
}

export class Story {
  readonly log: WrittenLog;
  readonly #theirs: WrittenLog;
  readonly link = aLinkId('package');
  readonly events: (StoryEvent & { readonly index: number })[] = [];
  readonly messages: StoryMessage[] = [];
  readonly #there: OtherSide;
  readonly asks: IndexedAsk[] = [];
  readonly receipts: IndexedReceipt[] = [];
  readonly files: Files = new Map();
  readonly health: number[] = [];
  stamped: { size: number; index: number; token: Buffer } | undefined;
  thread = '';
  gathered = 0;
  readonly sealer: ReturnType<typeof aChainedSealer>;
  readonly supersedes: PackageIndex['supersedes'];
  private readonly at: Date;
  readonly #edits: StoryEdits;

  constructor(
    readonly own: TestState,
    readonly neighbour: TestState,
    readonly authority: TimeAuthority,
    { at, delaySeconds = 0, ...edits }: StoryEdits & { readonly at: Date },
  ) {
    this.at = at;
    this.sealer = edits.sealer ?? aChainedSealer();
    this.#edits = edits;
    this.supersedes = edits.supersedes ?? null;
    const logged = new Date(at.getTime() + delaySeconds * 1_000);
    this.log = new WrittenLog(own, logged);
    this.#theirs = new WrittenLog(neighbour, logged);
    this.#there = new OtherSide(own, neighbour, this.link, at);
  }

  get #case() {
    return { thread: this.thread as ThreadId, compartment: 'ENFORCEMENT' };
  }

  #channel(dir: 'IN' | 'OUT', seq: number | null) {
    return { link: this.link, peer: this.neighbour.state, dir, seq };
  }

  #tell(service: string, draft: Record<string, unknown>, as: Partial<StoryEvent> = {}): number {
    const by = this.#edits.signedBy?.(draft['typ']) ?? service;
    const index = this.log.addEvent(by, this.#edits.recorded?.(draft, this) ?? draft);
    this.events.push({ service: by, draft, index, ...as });
    return index;
  }

  #checkpointed(): void {
    const size = this.log.leaves.length;
    this.log.anchor = { size, root: hex(rootOf(this.log.hashes)) };
  }

  async tell(): Promise<void> {
    const files = [Buffer.from('a photograph'), Buffer.from('a film that is too large')];
    const request = await this.#message('OUT', 'ana', {}, files);
    this.#begin(request);
    await this.#stampNow();
    this.#send(request);
    const of = { inReplyTo: request.document.id, thread: request.document.thread };
    const response = { ...of, kind: 'response', body: bodyOf.response() } as const;
    this.#receive(await this.#message('IN', 'ben', response, []), 1);
    const body = bodyOf['evidence-consent']();
    const consent = { ...of, kind: 'evidence-consent', body } as const;
    this.#unnamed();
    this.#receive(await this.#message('IN', 'judge', consent, []), 2);
    await this.#askNeighbour();
    for (const draft of healthHours(this.at, this.#edits.healthHours ?? 0))
      this.health.push(this.#tell('audit', draft));
    this.#end();
  }

  async #askNeighbour(): Promise<void> {
    const consent = this.messages.at(-1)?.document.id ?? parseDocumentId(v7());
    const { statement, signature } = await this.#there.answer(this.#theirs, consent);
    this.files.set(paths.answer(1), statement).set(paths.answerSignature(1), signature);
    this.asks.push({ consent, outcome: 'GIVEN', answers: 1 });
  }

  async #message(
    direction: 'OUT' | 'IN',
    name: string,
    members: Partial<Document>,
    attachments: readonly Uint8Array[],
  ): Promise<StoryMessage> {
    const [from, to] =
      direction === 'OUT' ? [this.own, this.neighbour] : [this.neighbour, this.own];
    const { key, officer, authority } = from.officer(name);
    const id = parseDocumentId(v7());
    const recipientKey = to.authorityKeys.get('border-police ENFORCEMENT');
    if (recipientKey === undefined) throw new Error('no recipient key');
    const document = {
      ...{ typ: 'liaise-document', v: 1, kind: 'request', id, thread: id as unknown as ThreadId },
      ...{ inReplyTo: null, link: this.link, from: { state: from.state, authority, officer } },
      ...{ to: { state: to.state, authority: to.officer('ana').authority } },
      ...{ signer: key.fingerprint, recipientKeys: [recipientKey.fingerprint] },
      ...{ composedAt: timestamp(this.at), purpose: 'INVESTIGATION' },
      handling: {
        ...{ codes: ['H0'], evaluation: { source: 'X', information: '4' } },
        ...{ restrictions: '', retentionMonths: 6 },
      },
      body: aRequestBody({ requestType: 'VESSEL' }),
      attachments: attachments.map((bytes, i) => ({
        ...{ name: `file-${i + 1}.txt`, mediaType: 'text/plain', size: bytes.length },
        ...{ sha256: sha256(bytes), sha512: sha512(bytes) },
      })),
      ...members,
    } as Document;
    const bytes = encodeDocument(document);
    const signature = await signDetached(bytes, key.unlocked, this.at);
    const messageId = parseMessageId(randomBytes(16).toString('hex'));
    const envelope = this.#envelope(from, to, { bytes, signature, messageId, document });
    return {
      ...{ direction, document, bytes, signature, certificate: key.certificate, envelope },
      ...{ envelopeSignature: await from.sign(envelope, from.keys.signing, this.at) },
      ...{ original: randomBytes(300), messageId, attachments },
    };
  }

  #envelope(
    from: TestState,
    to: TestState,
    sent: Pick<StoryMessage, 'bytes' | 'signature' | 'messageId' | 'document'>,
  ): Uint8Array {
    const envelope: Envelope = {
      ...{ typ: 'liaise-envelope', v: 1, id: sent.messageId, link: this.link },
      ...{ from: from.state, to: to.state, seq: 1, prev: null },
      documentSha256: sha256(sent.bytes),
      officerSignatureSha256: sha256(sent.signature),
      recipientKeys: sent.document.recipientKeys,
      sealedAt: timestamp(this.at),
      directory: from.point(),
      anchor: { own: null, peer: null },
      ...{ rack: 0, attachments: [] },
    };
    return encodeEnvelope(this.#edits.sealed?.(envelope, this) ?? envelope);
  }

  #begin(request: StoryMessage): void {
    this.thread = request.document.thread;
    this.messages.push(request);
    this.#tell(
      'audit',
      {
        typ: 'witness.cosigned',
        data: { witness: 'xb.example/witness', size: 0, root: hex(rootOf([])), unixSeconds: 1 },
      },
      { why: 'TIME' },
    );
    this.#tell(
      'requests',
      {
        ...{ typ: 'case.opened', case: this.#case },
        data: { authority: 'border-police', side: 'ASKING', requestType: 'VESSEL', peer: 'XB' },
      },
      { why: 'CASE' },
    );
    this.#checkpointed();
    const { document } = request;
    this.#tell(
      'requests',
      {
        ...{ typ: 'msg.signed', case: this.#case },
        obj: [{ role: 'document', size: request.bytes.length, sha256: sha256(request.bytes) }],
        disclose: [{ name: 'formalRoute', value: ['rule-one'] }],
        data: {
          ...{ document: document.id, kind: document.kind, purpose: document.purpose },
          ...{ signer: document.signer, certificateSha256: sha256(request.certificate) },
          ...{ signatureSha256: sha256(request.signature), recipientKeys: document.recipientKeys },
        },
      },
      { why: 'CASE' },
    );
    this.#tell('audit', {
      ...{ typ: 'access.denied', reason: 'NOT_PERMITTED' },
      data: { rule: 'r', count: 1 },
    });
    this.#checkpointed();
  }

  async #stampNow(): Promise<void> {
    const size = this.log.leaves.length;
    const at = this.log.time(size).getTime() + (this.#edits.clockMs ?? 0);
    const token = await stampedAt(this.authority, this.log.note(size), new Date(at));
    const index = this.#tell(
      'audit',
      {
        typ: 'tsa.stamped',
        data: {
          authority: 'tsa1',
          size,
          root: hex(rootOf(this.log.hashes)),
          tokenSha256: sha256(token),
        },
      },
      { why: 'TIME' },
    );
    this.stamped = { size, index, token };
  }

  #send(kept: StoryMessage): void {
    const { messageId, document } = kept;
    const ciphertext = object('ciphertext', kept.original);
    this.#tell(
      'sealer',
      {
        ...{ typ: 'msg.send.intent', case: this.#case, channel: this.#channel('OUT', 1) },
        obj: [ciphertext],
        data: { messageId, document: document.id, envelopeSha256: sha256(kept.envelope) },
      },
      { why: 'LINK' },
    );
    this.#tell(
      'exchange',
      {
        ...{ typ: 'msg.sent', channel: this.#channel('OUT', null) },
        data: { messageId, attempt: 1 },
      },
      { why: 'LINK' },
    );
    this.#checkpointed();
    const channel = { link: this.link, peer: this.own.state, dir: 'IN' };
    for (const [, leaf] of someLeaves(2, 'theirs').entries())
      this.#theirs.leaves.push(Buffer.from(leaf));
    this.#theirs.addEvent('exchange', {
      ...{ typ: 'msg.received', channel: { ...channel, seq: null }, obj: [ciphertext] },
      data: { messageId, parts: 1 },
    });
    this.#theirs.addEvent('opener', {
      ...{ typ: 'msg.accepted', channel: { ...channel, seq: 1 }, obj: [ciphertext] },
      data: { messageId, document: document.id, envelopeSha256: sha256(kept.envelope) },
    });
    for (const leaf of someLeaves(3, 'more')) this.#theirs.leaves.push(Buffer.from(leaf));
    this.#receipt('DELIVERED', messageId, 2);
    this.#receipt('OPENED', messageId, 3);
  }

  #receipt(stage: ReceiptStage, messageId: string, index: number): void {
    const checkpoint = this.#theirs.note(this.#theirs.leaves.length);
    const hashes = inclusionProofOf(this.#theirs.hashes, index);
    const leaf = this.#theirs.leaves[index] ?? Buffer.alloc(0);
    const logged = this.#tell(
      'opener',
      {
        ...{ typ: 'msg.receipt.logged', channel: this.#channel('OUT', null) },
        data: {
          ...{ messageId, stage, rseq: index, peerLeafSha256: sha256(leaf), peerIndex: index },
          checkpointSha256: sha256(checkpoint),
        },
      },
      { why: 'LINK' },
    );
    const place = this.receipts.push({ message: 1, stage, logged });
    const proof = formatLogProof({ index, hashes, checkpoint });
    this.files.set(paths.receipt(place), leaf).set(paths.receiptProof(place), proof);
  }

  #receive(kept: StoryMessage, seq: number): void {
    this.messages.push(kept);
    const { messageId, document } = kept;
    const ciphertext = object('ciphertext', kept.original);
    this.#there.sent(this.#theirs, kept, seq);
    this.#tell(
      'exchange',
      {
        ...{ typ: 'msg.received', channel: this.#channel('IN', null), obj: [ciphertext] },
        data: { messageId, parts: 1 },
      },
      { why: 'LINK' },
    );
    this.#tell(
      'opener',
      {
        ...{ typ: 'item.decrypted', case: this.#case },
        obj: [ciphertext, object('document', kept.bytes), object('signature', kept.signature)],
        data: { messageId, key: 'F'.repeat(40) },
      },
      { why: 'CASE' },
    );
    const accepted = this.#tell(
      'opener',
      {
        ...{ typ: 'msg.accepted', case: this.#case, channel: this.#channel('IN', seq) },
        obj: [ciphertext],
        data: {
          ...{ messageId, document: document.id, envelopeSha256: sha256(kept.envelope) },
          certificateSha256: sha256(kept.certificate),
        },
      },
      { why: 'LINK' },
    );
    this.#there.logged(this.#theirs, kept, [accepted, this.log.leaves[accepted]]);
    this.#checkpointed();
    this.#viewed(kept, { why: 'CASE', withheld: seq === 1 ? 'THIRD_PERSON' : null });
  }

  #viewed({ messageId, document: { id: document } }: StoryMessage, as: Partial<StoryEvent>): void {
    const data = { screen: 'document', purpose: 'INVESTIGATION', document, messageId };
    this.#tell('requests', { typ: 'item.viewed', case: this.#case, data }, as);
  }

  #unnamed(): void {
    for (const typ of ['case.stopped', 'case.stop.lifted'])
      this.#tell('requests', { typ, case: this.#case, data: { stop: 'x', withdrawal: null } });
  }

  #end(): void {
    for (const kept of this.messages.slice(0, 1))
      for (let i = 0; i < (this.#edits.reads ?? 0); i += 1) this.#viewed(kept, { why: 'CASE' });
    if (this.#edits.isErased === true)
      this.#tell('sealer', { typ: 'erasure.done', case: this.#case, data: {} }, { why: 'CASE' });
    const events = this.events.filter(({ why }) => why === 'CASE').length + 3;
    this.gathered = this.#tell(
      'evidence',
      {
        ...{ typ: 'pkg.gathered', case: this.#case },
        data: { exhibit: 'border-police-2026-1', events, unnamed: 2, supersedes: this.supersedes },
      },
      { why: 'CASE' },
    );
    const data = { rule: 'r', count: 2 };
    this.#tell('audit', { typ: 'access.denied', reason: 'NOT_PERMITTED', data });
  }
}
