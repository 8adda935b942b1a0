import type { Document, DocumentKind, KernelCode, SignedDocumentInput, Timestamp } from '#kernel';
import type { Cases } from '#capabilities/cases';
import type { Told } from '#capabilities/deconfliction/likeness.rows';
import type { ThreadsCode, ThreadRecord, ExchangeCode, NewAttachment } from '#threads';
import type { Session } from '#access';
import type { Draft } from '#journal';
import type { Mailbox } from '#mailbox';
import type { AttachmentReader } from '#objects';
import type { Tx } from '#store';
import type { TrustCode, TrustStore } from '#trust';

/** Where a document is judged: when it is handed in, before it leaves, and when it comes. */
export type End = 'INTAKE' | 'SEALING' | 'FILING';

/** A document in its thread, at one end. The caller holds the thread's lock. */
export interface Item {
  readonly document: Document;
  readonly thread: ThreadRecord;
  /** OUT is said by this State. */
  readonly direction: 'OUT' | 'IN';
  /** When it is judged; at the receiver the time of its envelope. */
  readonly at: Timestamp;
  /** Of the officer who hands it in. */
  readonly session?: Session;
  /** Documents and threads that the officer says to have seen. */
  readonly given?: Pick<SignedDocumentInput, 'seen' | 'duplicatesSeen' | 'otherDeskSeen'>;
  /** News of others at work on the same, as the officer was told; undefined where nobody looked. */
  readonly told?: Told;
  /** Its attachments as they are stored, where they are handed in. */
  readonly files?: readonly NewAttachment[];
}

/** A document by itself: its thread has not been read. */
export type Alone = Pick<Item, 'document' | 'at'>;

/** Where facts are read. */
export interface Sources {
  readonly tx: Tx;
  readonly cases: Cases;
  readonly mailbox: Mailbox;
  readonly trust: TrustStore;
  /** Files in the own store, where documents are handed in. */
  readonly reader?: AttachmentReader;
}

export interface Rule<Facts = unknown, Judged = Item> {
  /** Name of its function, as the table of the ends has it. */
  readonly name: string;
  /** Of these kinds of its capability alone. */
  readonly kinds?: readonly DocumentKind[];
  /** Codes that it makes. What cannot be read is refused with the code of that. */
  readonly codes: readonly (ExchangeCode | ThreadsCode | KernelCode | TrustCode)[];
  /** True where it is asked; else the reason why it is not. */
  readonly asks: Readonly<Record<End, true | string>>;
  /** The refusal; undefined when it may pass. Pure. */
  judge(item: Judged, facts: Facts, end: End): Error | undefined;
}

/** Consequences of a filed document. */
export interface Consequence<Effect> {
  readonly effect?: Effect;
  readonly drafts: readonly Draft[];
}

export interface Following<Facts = unknown, Effect = unknown> {
  /** Pure. */
  decide(item: Item, facts: Facts): Consequence<Effect>;
  /** One statement a table. */
  write(sources: Sources, effects: readonly Effect[]): void | Promise<void>;
}

/** One subject's part of the journey. Members are methods, so that a list may hold capabilities of any facts. */
export interface Capability<Facts = unknown, Effect = unknown> {
  readonly name: string;
  /** Of documents of other kinds nothing is loaded, asked or written. */
  readonly kinds: readonly DocumentKind[];
  /** A constant number of statements, however many items. */
  load(sources: Sources, items: readonly Item[]): Promise<Facts>;
  /** Asked before the thread is read, at intake and filing; at sealing once more. */
  readonly alone?: readonly Rule<undefined, Alone>[];
  /** Asked in this order. */
  readonly rules: readonly Rule<Facts>[];
  /** Null where nothing follows. */
  readonly follows: Following<Facts, Effect> | null;
}

/** Why the sealer does not ask what was asked at intake. */
export const filedBefore =
  'Before it is filed. The sealer finds it filed, and both ends of the link have judged the same words.';

/** Why only the end asks at which an officer acts. */
export const ofDesk =
  'Of the session, the officer’s desk and the work on a request: no other end knows them.';

/** Why only the end asks at which files are uploaded. */
export const ofUploads = 'Of uploads and the files in the own store, before the document is taken.';

/** Ends of a rule that both States ask alike before a document is filed. */
export const beforeItIsFiled = { INTAKE: true, SEALING: filedBefore, FILING: true } as const;

/** Why one end of this State asks, and the neighbour does not: it has none of these rows. */
export const ownRecords =
  'What this State has received: its own records decide at one of its ends, and the neighbour does not have them.';
