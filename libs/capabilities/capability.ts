import type { Document, DocumentKind, KernelCode, SignedDocumentInput, Timestamp } from '#kernel';
import type { Cases } from '#capabilities/cases';
import type { DeconflictionResult } from '#capabilities/deconfliction/deconfliction.rows';
import type { ThreadsCode, ThreadRecord, ExchangeCode, NewAttachment } from '#threads';
import type { Session } from '#access';
import type { Draft } from '#journal';
import type { Mailbox } from '#mailbox';
import type { AttachmentReader } from '#objects';
import type { Tx } from '#store';
import type { TrustCode, TrustStore } from '#trust';

export type End = 'INTAKE' | 'SEALING' | 'FILING';

/** Document to be judged, with its thread. The caller must hold the lock of the thread. */
export interface Item {
  readonly document: Document;
  readonly thread: ThreadRecord;
  readonly direction: 'OUT' | 'IN';
  readonly at: Timestamp;
  readonly session?: Session;
  readonly given?: Pick<SignedDocumentInput, 'seen' | 'duplicatesSeen' | 'otherDeskSeen'>;
  /** Result of the deconfliction check; undefined when no check ran. */
  readonly deconflictionResult?: DeconflictionResult;
  readonly files?: readonly NewAttachment[];
}

export type Alone = Pick<Item, 'document' | 'at'>;

export interface Sources {
  readonly tx: Tx;
  readonly cases: Cases;
  readonly mailbox: Mailbox;
  readonly trust: TrustStore;
  readonly reader?: AttachmentReader;
}

export interface Rule<Facts = unknown, Judged = Item> {
  readonly name: string;
  readonly kinds?: readonly DocumentKind[];
  /** Codes of the errors that `judge` may return. Does not list errors from reading stored documents. */
  readonly codes: readonly (ExchangeCode | ThreadsCode | KernelCode | TrustCode)[];
  /** For each end (`INTAKE`, `SEALING`, `FILING`): true when the rule is asked there, otherwise the reason why not. */
  readonly asks: Readonly<Record<End, true | string>>;
  judge(item: Judged, facts: Facts, end: End): Error | undefined;
}

export interface Consequence<Effect> {
  readonly effect?: Effect;
  readonly drafts: readonly Draft[];
}

export interface Following<Facts = unknown, Effect = unknown> {
  decide(item: Item, facts: Facts): Consequence<Effect>;
  write(sources: Sources, effects: readonly Effect[]): void | Promise<void>;
}

/** Rules and effects of one subject, such as recalls. Mixed `Facts` in one list compile only with method syntax. */
export interface Capability<Facts = unknown, Effect = unknown> {
  readonly name: string;
  readonly kinds: readonly DocumentKind[];
  /** Loads the facts for all items with a constant number of SQL statements. */
  load(sources: Sources, items: readonly Item[]): Promise<Facts>;
  /** Rules that need only the document, not its thread. At intake and filing, these rules run before the thread is read. */
  readonly alone?: readonly Rule<undefined, Alone>[];
  readonly rules: readonly Rule<Facts>[];
  readonly follows: Following<Facts, Effect> | null;
}

export const filedBefore =
  'Before it is filed. The sealer finds it filed, and both ends of the link have judged the same words.';

export const ofDesk =
  'Of the session, the officer’s desk and the work on a request: no other end knows them.';

export const ofUploads = 'Of uploads and the files in the own store, before the document is taken.';

export const beforeItIsFiled = { INTAKE: true, SEALING: filedBefore, FILING: true } as const;

export const ownRecords =
  'What this State has received: its own records decide at one of its ends, and the neighbour does not have them.';
