import {
  purposes,
  subjectCategories,
  subjectMarks,
  threadStates,
  threadTypes,
  type Calls,
  type DataRecipient,
  type SubjectFact,
} from '#model';
import {
  Count,
  Name,
  One,
  Part,
  Parts,
  Several,
  State,
  Texts,
  Time,
  Truth,
  Uuid,
  type Edge,
  type EdgeOf,
} from './members.js';

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
  @One(purposes)
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
