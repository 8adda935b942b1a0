import type { Authenticated } from './asking.js';
import type { AuthorityId, StateCode, ThreadId, Timestamp } from './ids.js';
import type { Purpose, SubjectCategory } from './lists.js';
import type { ThreadType } from './request-types.js';
import type { Side, ThreadState } from './thread.js';

/**
 * What a person wants when a data protection officer looks for what is kept of them: Directive (EU) 2016/680 art. 14, 16(1),
 * 16(2), 16(3), or any of these through the supervisory authority, art. 17.
 */
export const subjectGrounds = [
  'ACCESS',
  'RECTIFICATION',
  'ERASURE',
  'RESTRICTION',
  'THROUGH_SUPERVISORY_AUTHORITY',
] as const;
export type SubjectGround = (typeof subjectGrounds)[number];

export const subjectLimits = {
  /** Of one officer within 24 hours; each page is one. */
  searchesPerDay: 50,
  /** Files of one page. */
  page: 50,
  /** Of one file in which the words stand: the one that opened it, and the newest. */
  documents: 32,
  names: 16,
  nameLength: 200,
  numbers: 16,
  numberLength: 100,
  referenceLength: 200,
} as const;

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

export interface SubjectCalls {
  /** In all files of this State, of all its authorities and rosters, in the compartments of the officer's mandate. */
  'requests.subject-search': {
    in: Authenticated & SubjectSearchAsked;
    out: {
      /** The newest first. */
      readonly facts: readonly SubjectFact[];
      /** Files of the page that have the name with another date of birth: another person, not shown. */
      readonly namesakes: number;
      readonly next: ThreadId | null;
      readonly searchesLeft: number;
      /**
       * The entry of the log, and what its digests stand for: reference and person. The State keeps no copy; the officer's file
       * on the application does.
       */
      readonly entry: { readonly event: string; readonly disclosures: readonly string[] };
    };
  };
}
