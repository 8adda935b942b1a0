import { phrase } from '../phrase.js';
import { documentLimits, type Document } from './document.js';
import { isDocumentKind, kinds, type Body, type DocumentKind } from './kinds.js';
import {
  ledgerNames,
  receiptStages,
  reconciliationPhases,
  type Envelope,
  type LoginStatement,
  type Statement,
  type StatementBodies,
  type StatementKind,
} from '../envelope.js';
import { assertItems, assertLinks } from './complete.js';
import { assertOfDataSubject } from '#capabilities/data-subjects/data-subjects.model';
import { KernelError } from '../errors.js';
import type { DocumentId } from '../ids.js';
import { citedItems, assertEvidenceWords } from '#capabilities/evidence/citing.model';
import { handlingSchema, assertWords } from './handling.js';
import { isKind, isOpening } from './is-kind.js';
import { purposes } from '../lists.js';
import type { BodyAge } from './missing-items.js';
import { isRefusedType, requestTypeNames, requestTypes } from './request-types.js';
import {
  packageAnswerSchema,
  packageAskSchema,
} from '#capabilities/packages/neighbour/custody-record.schema';
import { stopWordActs } from '#capabilities/halts/stop-words.schema';
import { closed, forms, list, orNull, pattern, schemaParser, text } from '../schema.js';

const address = { state: forms.state, authority: forms.authority };

export const documentSchema = closed({
  typ: { const: 'liaise-document' },
  v: { const: 1 },
  kind: text(40),
  id: forms.uuid7,
  thread: forms.uuid7,
  inReplyTo: orNull(forms.uuid7),
  link: forms.hex32,
  from: closed({ ...address, officer: forms.officer }),
  to: closed(address),
  signer: forms.fingerprint,
  recipientKeys: { ...list(forms.fingerprint, documentLimits.recipientKeys, 1), uniqueItems: true },
  composedAt: forms.time,
  purpose: { enum: [...purposes] },
  handling: handlingSchema,
  body: { type: 'object' },
  attachments: list(
    closed({
      // No path, no control, line or bidirectional override characters: the name is shown and offered for saving.
      name: {
        ...pattern(
          '^(?!\\.{1,2}$)[^\\u0000-\\u001f\\u007f-\\u009f/\\\\\\u2028-\\u202e\\u2066-\\u2069]+$',
        ),
        maxLength: 200,
      },
      mediaType: { ...pattern('^[a-z0-9.+-]+/[a-z0-9.+-]+$'), maxLength: 100 },
      size: { type: 'integer', minimum: 0, maximum: documentLimits.attachmentBytes },
      sha256: forms.sha256,
      sha512: forms.sha512,
    }),
    documentLimits.attachments,
  ),
});

const shape = schemaParser<Document>(documentSchema, 'DOCUMENT_INVALID');
type Parsers = Partial<Record<DocumentKind, (value: unknown) => unknown>>;
const bodies: Readonly<Record<BodyAge, Parsers>> = { NEW: {}, KEPT: {} };

/**
 * Parses the body of a new document by one of our officers. @throws KernelError ITEM_MISSING naming all missing items with
 * the articles of law that demand them; DOCUMENT_INVALID naming all wrong members
 */
export function parseBody<K extends DocumentKind>(kind: K, value: unknown): Body<K> {
  const body = bodyOf(kind, value, 'NEW');
  assertLinks(body);
  return body as Body<K>;
}

function bodyOf(kind: DocumentKind, value: unknown, age: BodyAge): Body<DocumentKind> {
  assertItems(kind, value, age);
  const named = age === 'NEW' ? 'all' : 'first';
  const parse = (bodies[age][kind] ??= schemaParser(kinds[kind].schema, 'DOCUMENT_INVALID', named));
  return parse(value) as Body<DocumentKind>;
}

/**
 * Parses a document, new or stored, without verifying its signature. For a new document, also call `assertComplete`. @throws
 * KernelError DOCUMENT_INVALID, ITEM_MISSING, KIND_UNKNOWN, NOT_AVAILABLE_YET
 */
export function parseDocument(value: unknown): Document {
  const document = shape(value);
  if (!isDocumentKind(document.kind)) throw new KernelError('KIND_UNKNOWN', '/kind');
  assertKnownType(document.kind, document.body);
  assertOpen(document.kind, document.body);
  bodyOf(document.kind, document.body, 'KEPT');
  const opens = isOpening(document);
  if (opens !== (document.inReplyTo === null))
    throw new KernelError(
      'DOCUMENT_INVALID',
      phrase`/inReplyTo must be null exactly when the document opens a thread`,
    );
  if (document.inReplyTo === document.id)
    throw new KernelError('DOCUMENT_INVALID', phrase`/inReplyTo must not be the document itself`);
  if (opens !== (String(document.thread) === String(document.id)))
    throw new KernelError(
      'DOCUMENT_INVALID',
      phrase`/thread must be the id of the document that opened it`,
    );
  assertWords(document.handling);
  if (isKind(document, 'request') && isRefusedType(document.body.requestType))
    throw new KernelError('NOT_AVAILABLE_YET', '/body/requestType');
  if (isKind(document, 'transfer-notice') && document.body.authority === document.from.authority)
    throw new KernelError('DOCUMENT_INVALID', phrase`/body/authority must be another authority`);
  assertNamed(document);
  assertEvidenceWords(document);
  assertOfDataSubject(document);
  return document;
}

function assertKnownType(kind: DocumentKind, body: object): void {
  if (kind !== 'request' || !('requestType' in body)) return;
  const { requestType } = body;
  const isName = typeof requestType === 'string' && /^[A-Z][A-Z_]{2,40}$/.test(requestType);
  if (isName && !Object.hasOwn(requestTypes, requestType))
    throw new KernelError('KIND_UNKNOWN', '/body/requestType');
}

/**
 * Refuses requests of compartment PROTECTION without `details`, which older programs sent. Runs before the schema check,
 * whose error would not tell the reason. @throws KernelError NOT_AVAILABLE_YET
 */
function assertOpen(kind: DocumentKind, body: object): void {
  if (kind !== 'request' || 'details' in body || !('requestType' in body)) return;
  const type = requestTypeNames.find((name) => name === body.requestType);
  if (type !== undefined && isRefusedType(type))
    throw new KernelError('NOT_AVAILABLE_YET', '/body/requestType');
}

/**
 * Asserts, with exceptions, that the body names the document to which it replies (`inReplyTo`). The receiver can then wait
 * for that document. @throws KernelError DOCUMENT_INVALID
 */
function assertNamed(document: Document): void {
  const named = namedItems(document);
  if (named === null || answersAnother(document)) return;
  if (!named.some((item) => item === document.inReplyTo))
    throw new KernelError(
      'DOCUMENT_INVALID',
      phrase`/inReplyTo must be a document that the body names`,
    );
  if (named.includes(document.id))
    throw new KernelError('DOCUMENT_INVALID', phrase`/body must not name the document itself`);
}

const answersAnother = (document: Document): boolean =>
  (isKind(document, 'evidence-consent') && document.body.given === 'LATER') ||
  (isKind(document, 'exculpatory-notice') && document.body.stage === 'CONSULTATION_REQUESTED');

export function namedItems(document: Document): readonly DocumentId[] | null {
  if (isKind(document, 'recall')) return document.body.items;
  if (isKind(document, 'forward-consent-request')) return [document.body.item];
  if (isKind(document, 'exculpatory-notice')) return [document.body.item];
  if (isKind(document, 'evidence-consent-request') || isKind(document, 'evidence-consent'))
    return document.body.items.map((item) => item.document);
  return isKind(document, 'correction') ? [document.body.item] : null;
}

export function restsOn(document: Document): readonly DocumentId[] {
  const consents =
    isKind(document, 'formal-request') || isKind(document, 'formal-request-draft')
      ? (document.body.consentRefs ?? [])
      : [];
  const cited = [...citedItems(document), ...consents].map((each) => each.document);
  return [...new Set([...(namedItems(document) ?? []), ...cited])];
}

const point = closed({ version: forms.count, head: forms.sha256 });
const logPoint = closed({ origin: text(200), size: forms.count, root: forms.base64Of32 });

export const parseEnvelope = schemaParser<Envelope>(
  closed({
    typ: { const: 'liaise-envelope' },
    v: { const: 1 },
    id: forms.hex32,
    link: forms.hex32,
    from: forms.state,
    to: forms.state,
    seq: forms.number,
    prev: orNull(forms.sha256),
    documentSha256: forms.sha256,
    officerSignatureSha256: forms.sha256,
    recipientKeys: {
      ...list(forms.fingerprint, documentLimits.recipientKeys, 1),
      uniqueItems: true,
    },
    sealedAt: forms.time,
    directory: point,
    anchor: closed({ own: orNull(logPoint), peer: orNull(logPoint) }),
    rack: forms.count,
    attachments: list(
      closed({ root: forms.sha256, size: forms.count }),
      documentLimits.attachments,
    ),
  }),
  'VALUE_INVALID',
);

export const entryLimits = { bytes: 48 * 1024, base64: 64 * 1024, depth: 8 } as const;

/** Limits of a statement, so that a batch with the statement fits into one message of the broker. */
export const statementLimits = {
  bytes: 224 * 1024,
  depth: 10,
  receipts: 64,
  objects: 64,
  ranges: 64,
  entries: 64,
  seqs: 256,
  proofs: 64,
  blocks: 128,
  rows: 256,
  parts: 9_999,
  report: 112 * 1024,
} as const;

const receipt = closed({
  rseq: forms.number,
  messageId: forms.hex32,
  stage: { enum: [...receiptStages] },
  code: orNull(pattern('^[A-Z][A-Z0-9_]{2,60}$')),
  ciphertextSha256: forms.sha256,
  at: forms.time,
  leaf: forms.base64(5464),
  index: forms.count,
  proof: list(forms.base64Of32, 63),
});

const span = closed({
  from: forms.count,
  to: forms.count,
  blocks: list(forms.sha256, statementLimits.blocks),
});

const spans = closed({ messages: span, receipts: span });

const statementBodies: Readonly<Record<StatementKind, object>> = {
  'receipt-batch': closed({
    checkpoint: text(4000, 0),
    receipts: list(receipt, statementLimits.receipts),
    objects: list(
      closed({
        root: forms.sha256,
        state: { enum: ['PARTIAL', 'COMPLETE', 'CORRUPT'] },
        missing: list(list(forms.count, 2, 2), statementLimits.ranges),
      }),
      statementLimits.objects,
    ),
  }),
  directory: closed({
    point,
    freshUntil: forms.time,
    from: forms.count,
    entries: list(
      closed({
        entry: forms.base64(entryLimits.base64),
        signatures: list(forms.base64(4000), 4, 1),
      }),
      statementLimits.entries,
    ),
  }),
  'resend-request': closed({
    seqs: list(forms.number, statementLimits.seqs),
    directoryFrom: orNull(forms.count),
  }),
  'seq-void': closed({
    seq: forms.number,
    messageId: forms.hex32,
    envelopeSha256: forms.sha256,
    reason: pattern('^[A-Z][A-Z0-9_]{2,60}$'),
  }),
  'link-test': closed({ nonce: forms.hex32, answer: { type: 'boolean' } }),
  'checkpoint-offer': closed({
    offer: text(8_000),
    proofs: list(
      closed({ size: forms.count, hashes: list(forms.base64Of32, 63) }),
      statementLimits.proofs,
    ),
  }),
  cosignature: closed({
    size: forms.count,
    status: { enum: [200, 409, 422] },
    answer: text(2_000),
    held: text(4_000, 0),
    prove: list(forms.count, statementLimits.proofs),
  }),
  reconciliation: closed({
    phase: { enum: [...reconciliationPhases] },
    day: { type: 'string', format: 'date', pattern: '^2' },
    part: { type: 'integer', minimum: 0, maximum: statementLimits.parts },
    given: orNull(spans),
    taken: orNull(spans),
    rows: list(
      closed({
        ledger: { enum: [...ledgerNames] },
        by: forms.state,
        number: forms.number,
        text: pattern('^([0-9a-f]{32} )?[0-9a-f]{64}$'),
      }),
      statementLimits.rows,
    ),
    report: text(statementLimits.report, 0),
  }),
  'stop-word': closed({
    thread: forms.uuid7,
    halt: forms.sha256,
    act: { enum: [...stopWordActs] },
    answer: { type: 'boolean' },
  }),
  'package-ask': packageAskSchema,
  'package-answer': packageAnswerSchema,
};

const statementShape = schemaParser<Statement>(
  closed({
    typ: { const: 'liaise-statement' },
    v: { const: 1 },
    kind: { enum: Object.keys(statementBodies) },
    id: forms.hex32,
    link: forms.hex32,
    from: forms.state,
    to: forms.state,
    issuedAt: forms.time,
    rack: forms.count,
    body: { type: 'object' },
  }),
  'VALUE_INVALID',
);
const statementParsers: Partial<Record<StatementKind, (value: unknown) => unknown>> = {};

export function parseStatement(value: unknown): Statement {
  const statement = statementShape(value);
  (statementParsers[statement.kind] ??= schemaParser<StatementBodies[StatementKind]>(
    statementBodies[statement.kind],
    'VALUE_INVALID',
  ))(statement.body);
  return statement;
}

export const isStatement = <K extends StatementKind>(
  statement: Statement,
  kind: K,
): statement is Statement<K> => statement.kind === kind;

export const parseLoginStatement = schemaParser<LoginStatement>(
  closed({
    state: forms.state,
    origin: { ...pattern('^https://[^\\s]+$'), maxLength: 200 },
    nonce: forms.hex32,
    officer: forms.officer,
    signer: forms.fingerprint,
    issuedAt: forms.time,
    expiresAt: forms.time,
  }),
  'VALUE_INVALID',
);
