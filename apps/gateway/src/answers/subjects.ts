import {
  dataSubjectKinds,
  deskPurposes,
  subjectCategories,
  threadStates,
  threadTypes,
} from '#kernel';
import { subjectGrounds, subjectOutcomes } from '#capabilities/data-subjects/data-subjects.lists';
import {
  subjectMarks,
  type DataRecipient,
  type SubjectFact,
} from '#capabilities/data-subjects/found-files.contract';
import type { Calls, SubjectAskView } from '#capabilities/calls';
import type { SubjectAskRow } from '#capabilities/data-subjects/data-subjects.contract';
import {
  Count,
  Name,
  One,
  Part,
  Parts,
  Several,
  State,
  Text,
  Texts,
  Time,
  Truth,
  Uuid,
  type Edge,
  type EdgeOf,
} from './members.js';
import { DispatchPart, DocumentAnswer, ThreadPart } from './threads.js';

/** What the State keeps of a person. */

type SearchView = Calls['requests.subject-search']['out'];

export class DataRecipientPart implements Edge<DataRecipient> {
  @State()
  readonly state: EdgeOf<DataRecipient, 'state'>;
  @Name()
  readonly authority: EdgeOf<DataRecipient, 'authority'>;
}

export class SubjectFactPart implements Edge<SubjectFact> {
  @Uuid()
  readonly thread: EdgeOf<SubjectFact, 'thread'>;
  @Name({ description: 'Of this State.' })
  readonly authority: EdgeOf<SubjectFact, 'authority'>;
  @One(['ASKING', 'ASKED'])
  readonly side: EdgeOf<SubjectFact, 'side'>;
  @One(threadTypes)
  readonly requestType: EdgeOf<SubjectFact, 'requestType'>;
  @State()
  readonly peer: EdgeOf<SubjectFact, 'peer'>;
  @Name()
  readonly peerAuthority: EdgeOf<SubjectFact, 'peerAuthority'>;
  @One(threadStates)
  readonly state: EdgeOf<SubjectFact, 'state'>;
  @One(deskPurposes)
  readonly purpose: EdgeOf<SubjectFact, 'purpose'>;
  @Several(subjectMarks, { description: 'By what the file is about the person.' })
  readonly by: EdgeOf<SubjectFact, 'by'>;
  @Several(subjectCategories, { description: 'What the person is in the matter, as was said.' })
  readonly categories: EdgeOf<SubjectFact, 'categories'>;
  @Parts(() => DataRecipientPart, { description: 'To whom it went, as far as this State knows.' })
  readonly recipients: readonly DataRecipientPart[];
  @Truth({ description: 'Taken back by who said it: kept, and not given out any more.' })
  readonly recalled: boolean;
  @Time()
  readonly openedAt: EdgeOf<SubjectFact, 'openedAt'>;
  @Time()
  readonly updatedAt: EdgeOf<SubjectFact, 'updatedAt'>;
  @Time({ nullable: true, description: 'When the exchange ended.' })
  readonly endedAt: EdgeOf<SubjectFact, 'endedAt'>;
  @Time({ nullable: true, description: 'When somebody looks whether it is still needed.' })
  readonly reviewAt: EdgeOf<SubjectFact, 'reviewAt'>;
  @Time({ nullable: true, description: 'When it goes by itself.' })
  readonly eraseAt: EdgeOf<SubjectFact, 'eraseAt'>;
}

export class SubjectEntryPart implements Edge<SearchView['entry']> {
  @Uuid({ description: 'Of the log.' })
  readonly event: string;
  @Texts(undefined, { description: 'What its digests stand for; the State keeps no copy of it.' })
  readonly disclosures: readonly string[];
}

export class SubjectsAnswer implements Edge<SearchView> {
  @Parts(() => SubjectFactPart, { description: 'Of all authorities of the State, newest first.' })
  readonly facts: readonly SubjectFactPart[];
  @Count({ description: 'Files of the page that have the name with another date of birth.' })
  readonly namesakes: number;
  @Uuid({ nullable: true, description: 'Where the next page begins.' })
  readonly next: EdgeOf<SearchView, 'next'>;
  @Count({ description: 'Searches that the officer has left within 24 hours.' })
  readonly searchesLeft: number;
  @Part(() => SubjectEntryPart)
  readonly entry: SubjectEntryPart;
}

export class SubjectAskPart implements Edge<SubjectAskRow> {
  @Uuid()
  readonly thread: EdgeOf<SubjectAskRow, 'thread'>;
  @One(['ASKING', 'ASKED'])
  readonly side: EdgeOf<SubjectAskRow, 'side'>;
  @State()
  readonly peer: EdgeOf<SubjectAskRow, 'peer'>;
  @Name()
  readonly peerAuthority: EdgeOf<SubjectAskRow, 'peerAuthority'>;
  @One(threadStates)
  readonly state: EdgeOf<SubjectAskRow, 'state'>;
  @Text({ description: 'Of the State that asks; empty once the content was erased.' })
  readonly reference: string;
  @One(subjectGrounds, { nullable: true })
  readonly ground: EdgeOf<SubjectAskRow, 'ground'>;
  @Text({ nullable: true, description: 'The day by which an answer is wanted, `2026-03-31`.' })
  readonly answerBy: string | null;
  @One(subjectOutcomes, { nullable: true, description: 'Of the newest answer.' })
  readonly outcome: EdgeOf<SubjectAskRow, 'outcome'>;
  @Time({ nullable: true })
  readonly answeredAt: EdgeOf<SubjectAskRow, 'answeredAt'>;
  @One(dataSubjectKinds, {
    nullable: true,
    description:
      'What of this State did not leave here, or was refused there, and is to be said again.',
  })
  readonly undelivered: EdgeOf<SubjectAskRow, 'undelivered'>;
  @Truth()
  readonly erased: boolean;
  @Time()
  readonly openedAt: EdgeOf<SubjectAskRow, 'openedAt'>;
}

type AsksView = Calls['inbox.subject-asks']['out'];

export class SubjectAsksAnswer implements Edge<AsksView> {
  @Parts(() => SubjectAskPart, { description: 'Of the own authority, the newest first.' })
  readonly asks: readonly SubjectAskPart[];
  @Uuid({ nullable: true, description: 'Where the next page begins.' })
  readonly next: EdgeOf<AsksView, 'next'>;
}

export class SubjectAskAnswer extends ThreadPart implements Edge<SubjectAskView> {
  @Parts(() => DocumentAnswer)
  readonly dispatches: readonly DocumentAnswer[];
  @Parts(() => DispatchPart, { description: 'Of this page, but not given out any more.' })
  readonly withheld: readonly DispatchPart[];
  @Uuid({ nullable: true, description: 'Where the next page begins.' })
  readonly next: EdgeOf<SubjectAskView, 'next'>;
}
