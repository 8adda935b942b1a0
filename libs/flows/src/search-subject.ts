import {
  parseAuthorityId,
  parseDocumentId,
  parseStateCode,
  subjectMarks,
  subjectsOf,
  timestamp,
  type Calls,
  type DataRecipient,
  type SoughtPerson,
  type StateCode,
  type SubjectFact,
  type SubjectSearchAsked,
} from '#model';
import type { Session } from '#access';
import { marksOfPerson, type Cases, type FileOfSubject } from '#cases';
import type { DraftOf, Journal } from '#journal';
import type { Store } from '#store';
import { decodeDocument } from '#wire';
import { actorOf } from './events.js';
import { officerContext } from './read-thread.js';

type Answer = Calls['requests.subject-search']['out'];

/**
 * Shows a data protection officer which files of the State name a person, and what the person may know of each. The words that
 * brought a file are looked for again in its document, subject by subject; of its texts nothing is shown.
 */
export class SearchSubject {
  constructor(
    private readonly store: Store,
    private readonly cases: Cases,
    private readonly journal: Journal,
    private readonly state: StateCode,
  ) {}

  /** @throws CasesError SUBJECT_SEARCHES_SPENT, SUBJECT_TOO_VAGUE */
  run(session: Session, asked: SubjectSearchAsked): Promise<Answer> {
    return this.store.transaction(officerContext(session, 'search-subject'), async (tx) => {
      const { search, left } = await this.cases.subjects.take(tx, session);
      const { compartments } = session;
      const { files, next } = await this.cases.subjects.files(
        tx,
        asked,
        compartments,
        asked.before,
      );
      const seen = files
        // An older database does not know of every erasure yet.
        .filter((file) => !this.cases.isErased(file.id, file))
        .map((file) => this.judged(file, asked));
      const facts = seen.flatMap(({ fact }) => fact ?? []);
      const namesakes = seen.filter(({ isNamesake }) => isNamesake).length;
      const counts = { search, found: facts.length, namesakes };
      const event = await this.journal.record(tx, subjectSearched(session, asked, counts));
      const disclosures = event.disclosures.map(({ encoded }) => encoded);
      return {
        facts,
        namesakes,
        next,
        searchesLeft: left,
        entry: { event: event.id, disclosures },
      };
      // Durable now: that it was looked, counted and logged. What the digests stand for is the officer's alone.
    });
  }

  private judged(
    file: FileOfSubject,
    sought: SoughtPerson,
  ): { readonly fact: SubjectFact | undefined; readonly isNamesake: boolean } {
    const id = parseDocumentId(file.id);
    // What was recalled is kept, so the person is told of it; its words stay where they are.
    const sealed = { id, content: file.content, withheld: false };
    const document = decodeDocument(
      this.cases.content({ ...file, onRoster: true }, sealed).document,
    );
    const found = subjectsOf(document).map((subject) => ({
      ...marksOfPerson(sought, subject),
      category: subject.category,
    }));
    const matched = found.filter(({ by }) => by.length > 0);
    if (matched.length === 0)
      return { fact: undefined, isNamesake: found.some(({ isNamesake }) => isNamesake) };
    const { authority, side, requestType, peer, peerAuthority, state, recalled } = file;
    const { endedAt, reviewAt, eraseAt } = file;
    const maybe = (at: Date | null) => (at === null ? null : timestamp(at));
    const fact: SubjectFact = {
      ...{ thread: file.id, authority, side, requestType, peer, peerAuthority, state, recalled },
      purpose: document.purpose,
      by: subjectMarks.filter((mark) => matched.some(({ by }) => by.includes(mark))),
      categories: [...new Set(matched.flatMap(({ category }) => category ?? []))],
      recipients: this.recipients(file),
      openedAt: timestamp(file.openedAt),
      updatedAt: timestamp(file.updatedAt),
      ...{ endedAt: maybe(endedAt), reviewAt: maybe(reviewAt), eraseAt: maybe(eraseAt) },
    };
    return { fact, isNamesake: false };
  }

  /** Of the State that was asked everybody who has or had it, the own contact point, and where it was forwarded to. */
  private recipients({
    side,
    authority,
    peer,
    peerAuthority,
    formerAuthorities,
    contactPoint,
    forwardedTo,
  }: FileOfSubject): DataRecipient[] {
    const isOurs = side === 'ASKED';
    const asked = [isOurs ? authority : peerAuthority, ...formerAuthorities];
    const all = new Set([
      ...asked.map((each) => `${isOurs ? this.state : peer}/${each}`),
      ...(contactPoint === null ? [] : [`${this.state}/${contactPoint}`]),
      ...forwardedTo,
    ]);
    return [...all].map((each) => {
      const [state = '', name = ''] = each.split('/');
      return { state: parseStateCode(state), authority: parseAuthorityId(name) };
    });
  }
}

/** Whom it was about, and whose application, only digests say. */
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
