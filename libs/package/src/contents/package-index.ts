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

export const withheldReasons = [
  'THIRD_PERSON',
  'HANDLING',
  'TOO_LARGE',
  'ERASED',
  'LAW',
  'NOT_NEEDED',
] as const;
export type Withheld = (typeof withheldReasons)[number];

export const eventReasons = ['CASE', 'LINK', 'TIME'] as const;

/** Log entry of the State that made the package. Of a withheld entry the package holds only hash and inclusion proof. */
export interface IndexedEvent {
  readonly index: number;
  readonly leaf: Sha256;
  readonly why: (typeof eventReasons)[number];
  /** Reasons for withholding, one per salted digest of the entry; null where the value is shown. Empty for a withheld event. */
  readonly values: readonly (Withheld | null)[];
  readonly withheld: Withheld | null;
}

export interface IndexedMessage {
  readonly direction: 'OUT' | 'IN';
  readonly message: MessageId;
  readonly document: DocumentId;
  readonly ciphertext: boolean;
  readonly attachments: readonly (Withheld | null)[];
  readonly sha256: Sha256;
  readonly hashes: readonly Sha256[];
  readonly withheld: Withheld | null;
}

export interface IndexedReceipt {
  readonly message: number;
  readonly stage: ReceiptStage;
  readonly logged: number;
}

export interface IndexedToken {
  readonly size: number;
  readonly stamped: number | null;
}

export interface IndexedAsk {
  readonly consent: DocumentId;
  readonly outcome: RecordOutcome;
  readonly answers: number;
}

export interface WithheldCounts {
  readonly events: number;
  readonly files: number;
  readonly fields: number;
  readonly unnamed: number;
}

export interface PackageIndex {
  readonly typ: 'liaise-package-index';
  readonly v: 1;
  readonly events: readonly IndexedEvent[];
  readonly messages: readonly IndexedMessage[];
  readonly receipts: readonly IndexedReceipt[];
  readonly tokens: readonly IndexedToken[];
  readonly certificates: readonly Sha256[];
  readonly lists: readonly Sha256[];
  readonly keys: readonly Fingerprint[];
  /**
   * Requests to the neighbour for its log entries, with their outcomes. Absent when none was made, because no consent of the
   * neighbour permitted one.
   */
  readonly asks?: readonly IndexedAsk[];
  readonly withheld: WithheldCounts;
  readonly supersedes: {
    readonly exhibit: string;
    readonly reason: SupersedeReason;
  } | null;
}

const isWithheld = (each: Withheld | null): boolean => each !== null;

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
  answers: custodyRecordLimits.parts,
  /**
   * Maximum of DER values in all revocation lists, enough for thirty thousand revoked certificates. Parsing them takes 85 MiB
   * of memory.
   */
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

const isOneEvent = ({ values, withheld }: IndexedEvent): boolean =>
  withheld === null || values.length === 0;

const isOneMessage = ({ attachments, hashes, ciphertext, withheld }: IndexedMessage): boolean =>
  attachments.length === hashes.length &&
  (withheld === null || (!ciphertext && !attachments.includes(null)));

function assertAsks(asks: readonly IndexedAsk[]): void {
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
  assertAsks(index.asks ?? []);
  return index;
}

export const decodeIndex = (bytes: Uint8Array): PackageIndex =>
  coherent(parse(parseCanonicalJson(bytes, limits)));

export const encodeIndex = (index: PackageIndex): Uint8Array =>
  canonicalJson(coherent(parse(index)));
