import { createHash, randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import {
  parseDocumentId,
  parseMessageId,
  parseThreadId,
  timestamp,
  type Document,
  type DocumentId,
  type Envelope,
  type LinkId,
  type MessageId,
  type Sha256,
  type Statement,
  type StatementBodies,
  type StatementKind,
  type ThreadId,
} from '#kernel';
import { readCertificate, seal } from '#seal';
import {
  encodeBatch,
  encodeDocument,
  encodeEnvelope,
  encodePayload,
  encodeSealedStatement,
  encodeStatement,
  sha256,
  type Frame,
  type SealedPayload,
} from '#wire';
import { aRequestBody } from '../../../support/builders.js';
import type { TestKey } from '../../../support/keys.js';
import type { TestState } from '../../../support/test-state.js';

const minute = 60_000;

export interface Recipe {
  readonly document?: Partial<Document>;
  readonly documentBytes?: (document: Document) => Uint8Array;
  readonly officer?: string;
  readonly signDocument?: (document: Uint8Array) => Uint8Array | Promise<Uint8Array>;
  readonly certificate?: Uint8Array;
  readonly envelope?: Partial<Envelope>;
  readonly envelopeBytes?: (envelope: Envelope) => Uint8Array;
  readonly signEnvelope?: (envelope: Uint8Array) => Uint8Array | Promise<Uint8Array>;
  readonly payload?: (payload: SealedPayload) => Uint8Array;
  readonly sealedTo?: TestKey;
  readonly ciphertext?: (right: Uint8Array) => Uint8Array;
}

export interface Forged {
  readonly id: MessageId;
  readonly document: DocumentId;
  readonly thread: ThreadId;
  readonly ciphertext: Uint8Array;
  readonly statement: boolean;
  readonly envelopeSha256: Sha256;
}

export class Forger {
  #seq = 0;
  #prev: Sha256 | null = null;

  constructor(
    readonly from: TestState,
    readonly to: TestState,
    readonly link: LinkId,
    readonly at: Date,
  ) {}

  get composedAt(): Date {
    return new Date(this.at.getTime() - 2 * minute);
  }
  get sealedAt(): Date {
    return new Date(this.at.getTime() - minute);
  }

  recipient(compartment = 'ENFORCEMENT'): TestKey {
    const key = this.to.authorityKeys.get(`border-police ${compartment}`);
    if (key === undefined) throw new Error('no recipient key');
    return key;
  }

  get lastSeq(): number {
    return this.#seq;
  }

  async message(recipe: Recipe = {}): Promise<Forged> {
    const document = this.#document(recipe);
    const documentBytes = (recipe.documentBytes ?? encodeDocument)(document);
    const { key } = this.from.officer(recipe.officer ?? 'ana');
    const officerSignature =
      (await recipe.signDocument?.(documentBytes)) ??
      (await this.from.sign(documentBytes, key, this.composedAt));
    const envelope = this.#envelope(recipe, documentBytes, officerSignature, document);
    const envelopeBytes = (recipe.envelopeBytes ?? encodeEnvelope)(envelope);
    const envelopeSignature =
      (await recipe.signEnvelope?.(envelopeBytes)) ??
      (await this.from.sign(envelopeBytes, this.from.keys.signing, this.sealedAt));
    const envelopeSha256 = sha256(envelopeBytes);
    this.#prev = envelopeSha256;
    const payload: SealedPayload = {
      envelope: envelopeBytes,
      envelopeSignature,
      document: documentBytes,
      officerSignature,
      officerCertificate: recipe.certificate ?? key.certificate,
      attachmentKeys: [],
    };
    const plaintext = (recipe.payload ?? encodePayload)(payload);
    const sealed = await this.seal(plaintext, recipe.sealedTo ?? this.recipient());
    const { id, thread } = document;
    const ciphertext = recipe.ciphertext?.(sealed) ?? sealed;
    return { id: envelope.id, document: id, thread, ciphertext, statement: false, envelopeSha256 };
  }

  withdrawal(request: Pick<Forged, 'document' | 'thread'>, recipe: Recipe = {}): Promise<Forged> {
    return this.message({
      ...recipe,
      document: {
        ...{ kind: 'withdrawal', thread: request.thread, inReplyTo: request.document },
        body: { reason: 'No longer needed.' },
        ...recipe.document,
      },
    });
  }

  async statement<K extends StatementKind>(
    kind: K,
    body: StatementBodies[K],
    {
      members = {},
      key = this.from.keys.signing,
      signature,
    }: {
      readonly members?: Partial<Statement<K>>;
      readonly key?: TestKey;
      readonly signature?: Uint8Array;
    } = {},
  ): Promise<Forged> {
    const statement: Statement<K> = {
      ...{ typ: 'liaise-statement', v: 1, kind, id: this.newId(), link: this.link },
      ...{ from: this.from.state, to: this.to.state, issuedAt: timestamp(this.sealedAt) },
      ...{ rack: 0, body },
      ...members,
    };
    const bytes = encodeStatement(statement);
    const signed = signature ?? (await this.from.sign(bytes, key, this.sealedAt));
    const plaintext = encodeSealedStatement({ statement: bytes, signature: signed });
    const ciphertext = await this.seal(plaintext, this.to.keys['gateway-encryption']);
    const id = parseDocumentId(v7());
    return {
      ...{ id: statement.id, document: id, thread: parseThreadId(id), ciphertext },
      ...{ statement: true, envelopeSha256: sha256(bytes) },
    };
  }

  async seal(plaintext: Uint8Array, to: TestKey): Promise<Uint8Array> {
    const certificate = await readCertificate(to.certificate, this.sealedAt);
    return (await seal(plaintext, certificate, this.sealedAt)).ciphertext;
  }

  newId(): MessageId {
    return parseMessageId(randomBytes(16).toString('hex'));
  }

  #document({ document = {}, officer = 'ana' }: Recipe): Document {
    const id = document.id ?? parseDocumentId(v7({ msecs: this.at.getTime() }));
    const { key, authority } = this.from.officer(officer);
    return {
      ...{ typ: 'liaise-document', v: 1, kind: 'request', id, thread: parseThreadId(id) },
      inReplyTo: null,
      link: this.link,
      from: { state: this.from.state, authority, officer: this.from.officer(officer).officer },
      to: { state: this.to.state, authority },
      signer: key.fingerprint,
      recipientKeys: [this.recipient().fingerprint],
      composedAt: timestamp(this.composedAt),
      purpose: 'INVESTIGATION',
      handling: {
        codes: ['H0'],
        evaluation: { source: 'X', information: '4' },
        restrictions: '',
        retentionMonths: 6,
      },
      body: aRequestBody(),
      attachments: [],
      ...document,
    };
  }

  #envelope(
    { envelope = {} }: Recipe,
    document: Uint8Array,
    signature: Uint8Array,
    { recipientKeys }: Document,
  ): Envelope {
    this.#seq += 1;
    return {
      ...{ typ: 'liaise-envelope', v: 1, id: this.newId(), link: this.link },
      ...{ from: this.from.state, to: this.to.state, seq: this.#seq, prev: this.#prev },
      documentSha256: sha256(document),
      officerSignatureSha256: sha256(signature),
      recipientKeys,
      sealedAt: timestamp(this.sealedAt),
      directory: this.from.point(),
      anchor: { own: null, peer: null },
      rack: 0,
      attachments: [],
      ...envelope,
    };
  }
}

export const batchOf = (...frames: readonly Frame[]): Uint8Array =>
  encodeBatch({ frames, chunks: [] });

export const frameOf = ({ id, ciphertext, statement }: Forged): Frame => ({
  ...{ messageId: id, part: 0, parts: 1, ciphertext, statement },
});

export function changed(bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const middle = Math.floor(copy.length / 2);
  copy[middle] = (copy[middle] ?? 0) ^ 1;
  return copy;
}

export const junk = (length: number): Uint8Array =>
  Buffer.concat(
    Array.from({ length: Math.ceil(length / 32) }, (_, i) =>
      createHash('sha256').update(`junk ${i}`).digest(),
    ),
  ).subarray(0, length);
