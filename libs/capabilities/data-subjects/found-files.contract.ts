import type { SubjectGround } from './data-subjects.lists.js';
import type { AuthorityId, StateCode, ThreadId, Timestamp } from '#kernel/ids';
import type { Purpose, SubjectCategory } from '#kernel/lists';
import type { ThreadType } from '#kernel/documents/request-types';
import type { Side, ThreadState } from '#kernel/thread';

/** A person as one looks for them: every writing of the name, every number of a document, phone or plate. */
export interface SoughtPerson {
  readonly names: readonly string[];
  /** YYYY-MM-DD; null: not known. */
  readonly birthDate: string | null;
  readonly numbers: readonly string[];
}

/** By what a file is about the person. */
export const subjectMarks = ['NAME', 'BIRTH_DATE', 'NUMBER'] as const;
export type SubjectMark = (typeof subjectMarks)[number];

export interface DataRecipient {
  readonly state: StateCode;
  readonly authority: AuthorityId;
}

/** That a file names a person, and what Directive (EU) 2016/680 art. 14 lets the person know of it; no word of its texts. */
export interface SubjectFact {
  readonly thread: ThreadId;
  /** Of this State. */
  readonly authority: AuthorityId;
  readonly side: Side;
  readonly requestType: ThreadType;
  readonly peer: StateCode;
  readonly peerAuthority: AuthorityId;
  readonly state: ThreadState;
  /** As the document says that names the person: the one that opened the file, else the newest. */
  readonly purpose: Purpose;
  readonly by: readonly SubjectMark[];
  /** What the person is in the matter, as all documents say that name the person. */
  readonly categories: readonly SubjectCategory[];
  /** To whom those documents went, as far as this State knows: the authorities asked, contact points, holders of forwards. */
  readonly recipients: readonly DataRecipient[];
  /** Each of them was taken back by the State that said it: kept, and not given out any more. */
  readonly recalled: boolean;
  readonly openedAt: Timestamp;
  readonly updatedAt: Timestamp;
  /** When the exchange ended, when it is reviewed, when it goes; null where the rule has no day for it yet. */
  readonly endedAt: Timestamp | null;
  readonly reviewAt: Timestamp | null;
  readonly eraseAt: Timestamp | null;
}

export interface SubjectSearchAsked extends SoughtPerson {
  readonly ground: SubjectGround;
  /** Of the person's own application, as the officer's file has it. */
  readonly reference: string;
  /** The last thread already seen; null for the first page. */
  readonly before: ThreadId | null;
}
