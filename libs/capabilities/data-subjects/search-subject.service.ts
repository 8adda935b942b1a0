import { Injectable } from '@nestjs/common';
import { namedIn } from '#capabilities/requests/subjects.model';
import { parseAuthorityId, parseStateCode, timestamp } from '#kernel';
import { subjectMarks } from './data-subjects.lists.js';
import type {
  DataRecipient,
  FoundFiles,
  SoughtPerson,
  SubjectFact,
  SubjectSearchAsked,
} from './found-files.contract.js';
import { marksOfPerson } from './persons.rules.js';
import { Cases } from '#capabilities/cases';
import type { DocumentOfSubject, FileOfSubject } from './data-subjects.rows.js';
import { actorOf } from '#threads';
import { officerContext } from '#capabilities/requests/read-thread.queries';
import { noteListed, type Session } from '#access';
import { type DraftOf, Journal } from '#journal';
import { Store } from '#store';
import { TrustStore } from '#trust';
import { handedOn } from '#trust';
import { decodeDocument } from '#wire';

/** Finds threads that name a person and returns facts about the threads, without document text. */
@Injectable()
export class SearchSubject {
  constructor(
    private readonly store: Store,
    private readonly cases: Cases,
    private readonly journal: Journal,
    private readonly trust: TrustStore,
  ) {}

  /** @throws ThreadsError SUBJECT_SEARCHES_SPENT, SUBJECT_TOO_VAGUE */
  searchSubject(session: Session, asked: SubjectSearchAsked): Promise<FoundFiles> {
    return this.store.transaction(officerContext(session, 'search-subject'), async (tx) => {
      const { search, left } = await this.cases.subjects.countSearch(tx, session);
      const { compartments } = session;
      const { files, next } = await this.cases.subjects.files(tx, asked, compartments, asked.after);
      const seen = files
        // A restored database may still show erased threads.
        .filter((file) => !this.cases.isErased(file.id, file))
        .map((file) => this.judged(file, asked));
      const facts = seen.flatMap(({ fact }) => fact ?? []);
      const namesakes = seen.filter(({ isNamesake }) => isNamesake).length;
      // Counts first, because the log entry locks a chain shared by all reads.
      noteListed(
        tx,
        'DATA_PROTECTION_OFFICER',
        facts.map(({ thread }) => thread),
      );
      const counts = { search, found: facts.length, namesakes };
      const event = await this.journal.recordEvent(tx, subjectSearched(session, asked, counts));
      const disclosures = event.disclosures.map(({ encoded }) => encoded);
      return {
        facts,
        namesakes,
        next,
        searchesLeft: left,
        entry: { event: event.id, disclosures },
      };
      // Durable now: the search, counted and logged. Only this officer can open the digests.
    });
  }

  private judged(
    file: FileOfSubject,
    sought: SoughtPerson,
  ): { readonly fact: SubjectFact | undefined; readonly isNamesake: boolean } {
    const named = file.documents
      .filter(({ content }) => content !== null)
      .map((document) => this.namedIn(file, document, sought));
    const about = named.filter(({ matched }) => matched.length > 0);
    const [first] = about;
    if (first === undefined)
      return { fact: undefined, isNamesake: named.some(({ isNamesake }) => isNamesake) };
    const matched = about.flatMap((each) => each.matched);
    const { authority, side, requestType, peer, peerAuthority, state } = file;
    const { endedAt, reviewAt, eraseAt } = file;
    const maybe = (at: Date | null) => (at === null ? null : timestamp(at));
    const fact: SubjectFact = {
      ...{ thread: file.id, authority, side, requestType, peer, peerAuthority, state },
      recalled: about.every(({ document }) => document.recalled),
      purpose: first.purpose,
      by: subjectMarks.filter((mark) => matched.some(({ by }) => by.includes(mark))),
      categories: [...new Set(matched.flatMap(({ category }) => category ?? []))],
      recipients: recipientsOf(about.flatMap(({ document }) => this.recipients(file, document))),
      openedAt: timestamp(file.openedAt),
      updatedAt: timestamp(file.updatedAt),
      ...{ endedAt: maybe(endedAt), reviewAt: maybe(reviewAt), eraseAt: maybe(eraseAt) },
    };
    return { fact, isNamesake: false };
  }

  private namedIn(file: FileOfSubject, document: DocumentOfSubject, sought: SoughtPerson) {
    // A recalled document is still stored data, so the person is told of it; its text is not shown.
    const sealed = { ...document, withdrawnFromUse: false };
    const said = decodeDocument(this.cases.content({ ...file, onRoster: true }, sealed).document);
    const found = [said, ...handedOn(said)].flatMap(namedIn).map((subject) => ({
      ...marksOfPerson(sought, subject),
      category: subject.category,
    }));
    return {
      document,
      purpose: said.purpose,
      matched: found.filter(({ by }) => by.length > 0),
      isNamesake: found.some(({ isNamesake }) => isNamesake),
    };
  }

  /** Lists the document's recipients as `state/authority`. Omits the receiver if the document never left its State. */
  private recipients(
    { side, authority, peer, peerAuthority, formerAuthorities }: FileOfSubject,
    { direction, neverLeft, contactPoint, forwardedTo }: DocumentOfSubject,
  ): string[] {
    const [state, receiver] =
      direction === 'IN'
        ? ([this.trust.state, authority] as const)
        : ([peer, peerAuthority] as const);
    const isAsked = (direction === 'IN') === (side === 'ASKED');
    const received = neverLeft ? [] : [receiver, ...(isAsked ? formerAuthorities : [])];
    return [
      ...received.map((each) => `${state}/${each}`),
      ...(contactPoint === null ? [] : [`${this.trust.state}/${contactPoint}`]),
      ...forwardedTo,
    ];
  }
}

const recipientsOf = (written: readonly string[]): DataRecipient[] =>
  [...new Set(written)].map((each) => {
    const [state = '', name = ''] = each.split('/');
    return { state: parseStateCode(state), authority: parseAuthorityId(name) };
  });

function subjectSearched(
  session: Session,
  { ground, reference, names, birthDate, numbers }: SubjectSearchAsked,
  data: DraftOf<'subject.searched'>['data'],
): DraftOf<'subject.searched'> {
  return {
    typ: 'subject.searched',
    actor: actorOf(session, 'DATA_PROTECTION_OFFICER'),
    reason: ground,
    disclose: [
      { name: 'reference', value: reference },
      { name: 'sought', value: { names, birthDate, numbers } },
    ],
    data,
  };
}
