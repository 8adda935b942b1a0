import {
  closed,
  forms,
  list,
  oneOf,
  orNull,
  receiptStages,
  schemaParser,
  truth,
  whole,
  type DocumentId,
  type Fingerprint,
  type MessageId,
  type ReceiptStage,
  type Sha256,
} from '#kernel';
import {
  custodyRecordLimits,
  recordOutcomes,
  type RecordOutcome,
} from '#capabilities/packages/neighbour/custody-record.schema';
import { canonicalJson, parseCanonicalJson } from '#wire';
import { supersedeReasons, type SupersedeReason } from '#capabilities/packages/packages.lists';
import { exhibitForm, isAscending } from './record.js';

/** Why something of the thread is not shown to this reader. */
export const withheldReasons = [
  'THIRD_PERSON',
  'HANDLING',
  'TOO_LARGE',
  'ERASED',
  'LAW',
  'NOT_NEEDED',
] as const;
export type Withheld = (typeof withheldReasons)[number];

/** Why an event is in the package: of the case's chain, of a message or receipt on the link, an outside time. */
export const eventReasons = ['CASE', 'LINK', 'TIME'] as const;

/** An event of the own log. A withheld one is shown by its hash and proof alone. */
export interface IndexedEvent {
  readonly index: number;
  /** Hash of the leaf in the tree, hexadecimal. */
  readonly leaf: Sha256;
  readonly why: (typeof eventReasons)[number];
  /** Of each digest in `sd` of the leaf, in its order: null where its value is shown. None of a withheld event. */
  readonly values: readonly (Withheld | null)[];
  readonly withheld: Withheld | null;
}

/** A message of the thread, in the order of the log. */
export interface IndexedMessage {
  readonly direction: 'OUT' | 'IN';
  readonly message: MessageId;
  readonly document: DocumentId;
  /** Whether `original.pgp` is in the package. */
  readonly ciphertext: boolean;
  /** Of each attachment of the document: null where it is in the package. */
  readonly attachments: readonly (Withheld | null)[];
  /** SHA-256 of the document, and of each attachment, shown or not. */
  readonly sha256: Sha256;
  readonly hashes: readonly Sha256[];
  /** Of the document, its signature and certificate; null where they are in the package. */
  readonly withheld: Withheld | null;
}

/** A receipt of the neighbour. */
export interface IndexedReceipt {
  /** Place of the message, from 1. */
  readonly message: number;
  readonly stage: ReceiptStage;
  /** Index of the own leaf `msg.receipt.logged`. */
  readonly logged: number;
}

/** A time-stamp over a checkpoint of the own log. */
export interface IndexedToken {
  readonly size: number;
  /** Index of the own leaf `tsa.stamped`; null where the package has none. */
  readonly stamped: number | null;
}

/** Ask for entries of the neighbour's log, by a consent of it, and how it ended. */
export interface IndexedAsk {
  readonly consent: DocumentId;
  readonly outcome: RecordOutcome;
  /** Files in `data/peer/`, in the order of the asks; none but where it was given. */
  readonly answers: number;
}

/** Counts of what is not shown. */
export interface WithheldCounts {
  readonly events: number;
  /** Documents and attachments. */
  readonly files: number;
  /** Digests in shown leaves for which nothing is shown. */
  readonly fields: number;
  /** Leaves of the case that are not even named. */
  readonly unnamed: number;
}

/** List of what is in a package, why, and what is not: `data/index.json`. */
export interface PackageIndex {
  readonly typ: 'liaise-package-index';
  readonly v: 1;
  /** Ascending by index. */
  readonly events: readonly IndexedEvent[];
  readonly messages: readonly IndexedMessage[];
  readonly receipts: readonly IndexedReceipt[];
  readonly tokens: readonly IndexedToken[];
  /** SHA-256 (DER) of certificates and revocation lists of time-stamp authorities, ascending. */
  readonly certificates: readonly Sha256[];
  readonly lists: readonly Sha256[];
  /** State keys whose certificates lie in `data/keys/`, ascending. */
  readonly keys: readonly Fingerprint[];
  /** Absent where the neighbour was not asked: no consent of it said that it may be. */
  readonly asks?: readonly IndexedAsk[];
  readonly withheld: WithheldCounts;
  /** Package whose place this one takes, and why. */
  readonly supersedes: {
    readonly exhibit: string;
    readonly reason: SupersedeReason;
  } | null;
}

const isWithheld = (each: Withheld | null): boolean => each !== null;

/** Counts what an index withholds. `unnamed` is no part of what it lists. */
export function countWithheld({
  events,
  messages,
  unnamed,
}: Pick<PackageIndex, 'events' | 'messages'> & { readonly unnamed: number }): WithheldCounts {
  const files = messages.flatMap((message) => [message.withheld, ...message.attachments]);
  return {
    events: events.filter((event) => event.withheld !== null).length,
    files: files.filter(isWithheld).length,
    fields: events.flatMap(({ values }) => values).filter(isWithheld).length,
    unnamed,
  };
}

export const indexLimits = {
  events: 4_096,
  messages: 512,
  receipts: 2_048,
  tokens: 64,
  certificates: 16,
  keys: 64,
  asks: 16,
  /** Of all asks together. */
  answers: custodyRecordLimits.parts,
  /** DER values of all revocation lists: some thirty thousand revoked certificates; read, they take 85 MiB of memory. */
  values: 100_000,
} as const;
const limits = { bytes: 2 ** 22, depth: 5 } as const;
const reason = orNull(oneOf(withheldReasons));

const parse = schemaParser<PackageIndex>(
  closed(
    {
      typ: { const: 'liaise-package-index' },
      v: { const: 1 },
      events: list(
        closed({
          index: forms.count,
          leaf: forms.sha256,
          values: list(reason, 32),
          why: oneOf(eventReasons),
          withheld: reason,
        }),
        indexLimits.events,
        1,
      ),
      messages: list(
        closed({
          direction: oneOf(['OUT', 'IN']),
          message: forms.hex32,
          document: forms.uuid7,
          ciphertext: truth,
          attachments: list(reason, 32),
          sha256: forms.sha256,
          hashes: list(forms.sha256, 32),
          withheld: reason,
        }),
        indexLimits.messages,
        1,
      ),
      receipts: list(
        closed({
          message: whole(1, indexLimits.messages),
          stage: oneOf(receiptStages),
          logged: forms.count,
        }),
        indexLimits.receipts,
      ),
      tokens: list(
        closed({ size: forms.number, stamped: orNull(forms.count) }),
        indexLimits.tokens,
      ),
      certificates: list(forms.sha256, indexLimits.certificates, 1),
      lists: list(forms.sha256, indexLimits.certificates),
      keys: list(forms.fingerprint, indexLimits.keys, 1),
      asks: list(
        closed({
          consent: forms.uuid7,
          outcome: oneOf(recordOutcomes),
          answers: whole(0, indexLimits.answers),
        }),
        indexLimits.asks,
        1,
      ),
      withheld: closed({
        events: forms.count,
        files: forms.count,
        fields: forms.count,
        unnamed: forms.count,
      }),
      supersedes: orNull(closed({ exhibit: exhibitForm, reason: oneOf(supersedeReasons) })),
    },
    ['asks'],
  ),
  'VALUE_INVALID',
);

const isOnce = (values: readonly (string | number)[]): boolean =>
  new Set(values).size === values.length;

/** A withheld event opens nothing. */
const isOneEvent = ({ values, withheld }: IndexedEvent): boolean =>
  withheld === null || values.length === 0;

/** Each attachment has its hash; of a withheld document nothing else is shown. */
const isOneMessage = ({ attachments, hashes, ciphertext, withheld }: IndexedMessage): boolean =>
  attachments.length === hashes.length &&
  (withheld === null || (!ciphertext && !attachments.includes(null)));

function requireAsks(asks: readonly IndexedAsk[]): void {
  const isCounted = asks.every(({ outcome, answers }) => (outcome === 'GIVEN') === answers > 0);
  const total = asks.reduce((sum, { answers }) => sum + answers, 0);
  if (!isCounted || total > indexLimits.answers || !isOnce(asks.map(({ consent }) => consent)))
    throw new RangeError('asks');
}

function coherent(index: PackageIndex): PackageIndex {
  const orders = {
    events: index.events.map((event) => event.index),
    certificates: index.certificates,
    lists: index.lists,
    keys: index.keys,
  };
  for (const [name, values] of Object.entries(orders))
    if (!isAscending(values)) throw new RangeError(name);
  if (!index.events.every(isOneEvent)) throw new RangeError('events');
  if (!index.messages.every(isOneMessage)) throw new RangeError('messages');
  if (!isOnce(index.messages.map(({ document }) => document))) throw new RangeError('messages');
  if (!isOnce(index.receipts.map(({ logged }) => logged))) throw new RangeError('receipts');
  const strange = index.receipts.some(
    ({ message }) => index.messages[message - 1]?.direction !== 'OUT',
  );
  if (strange) throw new RangeError('receipts');
  requireAsks(index.asks ?? []);
  return index;
}

/** @throws WireError, KernelError, RangeError naming the member */
export const decodeIndex = (bytes: Uint8Array): PackageIndex =>
  coherent(parse(parseCanonicalJson(bytes, limits)));

/** @throws KernelError, RangeError naming the member */
export const encodeIndex = (index: PackageIndex): Uint8Array =>
  canonicalJson(coherent(parse(index)));
