import { AppendEntry } from '#capabilities/directory/append-entry.service';
import { CheckPolicy } from '#capabilities/policy/policy.service';
import { AuditorQuestions } from '#capabilities/audit/auditor-questions.service';
import { CheckDuplicates } from '#capabilities/deconfliction/check-duplicates.service';
import { ClaimRequest } from '#capabilities/assignment/claim-request.service';
import { CountRequests } from '#capabilities/statistics/count-requests.queries';
import { EvidenceDesk } from '#capabilities/evidence/evidence.queries';
import { FindEvents } from '#capabilities/audit/find-events.queries';
import { HandRequests } from '#capabilities/assignment/hand-requests.service';
import { KeepNotes } from '#capabilities/notes/notes.service';
import { LogCondition } from '#capabilities/audit/log-condition.queries';
import { MirrorLog } from '#capabilities/audit/mirror-log.queries';
import { OpenSession, Sessions } from '#capabilities/sessions/sessions.service';
import { ReadAttachment } from '#capabilities/attachments/read-attachment.service';
import { ReadBroadcast } from '#capabilities/broadcasts/broadcasts.queries';
import { ReadDelivery } from '#capabilities/requests/read-delivery.queries';
import { ReadCopies } from '#capabilities/copies/copies.queries';
import { ReadDirectory } from '#capabilities/directory/directory.queries';
import { ReadDocuments } from '#capabilities/requests/read-documents.queries';
import { ReadLog } from '#capabilities/audit/read-log.queries';
import { ReadNotices } from '#capabilities/assignment/desk-notices.queries';
import { ReadRecalls } from '#capabilities/disclosure/recalls.queries';
import { ReadReleases } from '#capabilities/disclosure/releases.queries';
import { ReadReceipt } from '#capabilities/requests/read-receipt.queries';
import { ReadSubjectAsks } from '#capabilities/data-subjects/data-subjects.queries';
import { ReadServices } from '#capabilities/audit/services.queries';
import { ReadThread } from '#capabilities/requests/read-thread.queries';
import { RecordRefusals } from '#capabilities/sessions/record-refusals.jobs';
import { KeepRosters } from '#capabilities/access-lists/access-lists.service';
import { RetentionHandlers } from '#capabilities/retention/retention.handlers';
import { ReviewFiles } from '#capabilities/retention/reviews.service';
import { SearchSubject } from '#capabilities/data-subjects/search-subject.service';
import { SuspensionsHandlers } from '#capabilities/suspensions/suspensions.handlers';
import { StopThreads } from '#capabilities/suspensions/suspensions.service';
import { readShape, type Answering, type Call } from '#contract';
import type { CallContext } from '#service';
import { SubmitDispatch } from '#journey/01-submit';
import { SubmitSubjectAsk } from '#capabilities/data-subjects/submit-ask.service';
import { UploadAttachment } from '#capabilities/attachments/upload-attachment.service';
import { Uploads } from '#capabilities/attachments/uploads.rows';
import type { Calls, Pattern } from '#capabilities/calls';
import { Mailbox } from '#mailbox';
import { AttachmentReader } from '#objects';
import { Scanner } from '#scan';
import { LogHandlers } from '../../apps/audit/src/log-handlers.js';
import { CopyHandlers } from '../../apps/inbox/src/copy-handlers.js';
import { DeskHandlers } from '../../apps/inbox/src/desk-handlers.js';
import { InboxEvidenceHandlers } from '../../apps/inbox/src/evidence-handlers.js';
import { InboxHandlers } from '../../apps/inbox/src/inbox-handlers.js';
import { InboxRecallHandlers } from '../../apps/inbox/src/recall-handlers.js';
import { InboxReleaseHandlers } from '../../apps/inbox/src/release-handlers.js';
import { InboxRosterHandlers } from '../../apps/inbox/src/roster-handlers.js';
import { InboxSubjectHandlers } from '../../apps/inbox/src/subject-handlers.js';
import { BroadcastHandlers } from '../../apps/requests/src/broadcast-handlers.js';
import { DirectoryHandlers } from '../../apps/requests/src/directory-handlers.js';
import { DuplicateHandlers } from '../../apps/requests/src/duplicate-handlers.js';
import { RequestEvidenceHandlers } from '../../apps/requests/src/evidence-handlers.js';
import { NoteHandlers } from '../../apps/requests/src/note-handlers.js';
import { RequestRecallHandlers } from '../../apps/requests/src/recall-handlers.js';
import { RequestReleaseHandlers } from '../../apps/requests/src/release-handlers.js';
import { RequestHandlers } from '../../apps/requests/src/request-handlers.js';
import { SessionHandlers } from '../../apps/requests/src/session-handlers.js';
import { RequestRosterHandlers } from '../../apps/requests/src/roster-handlers.js';
import { SubjectHandlers } from '../../apps/requests/src/subject-handlers.js';
import { UploadHandlers } from '../../apps/requests/src/upload-handlers.js';
import type { ServiceParts } from './gateway-parts.js';
import type { TestGateway } from './gateway.js';

export const httpOrigin = 'https://gateway.example';
const limits = { sessionMinutes: 480, idleMinutes: 15 };

type Handler = (input: never) => Promise<unknown>;
type CallHandler = (officer: unknown, asked: object) => Promise<unknown>;
/** A message as it stands on the bus. */
type Given = { readonly session: string };

/** Every call of a State, answered by the handlers of its services without the bus in between. */
export class ProductCalls {
  readonly #handlers = new Map<string, Handler>();
  /** Those that let the officer in themselves. */
  readonly #calls = new Map<string, Handler>();
  readonly refusals: RecordRefusals;

  private constructor(
    controllers: readonly object[],
    refusals: RecordRefusals,
    private readonly admission: Readonly<Record<string, Sessions>>,
  ) {
    this.refusals = refusals;
    for (const controller of controllers) this.#add(controller);
  }

  static async of(gateway: TestGateway): Promise<ProductCalls> {
    const requests = await gateway.parts('requests');
    const { store, trust, journal } = requests;
    const refusals = new RecordRefusals(store, journal);
    const sessions = new Sessions(store, trust, limits, journal, refusals);
    const inbox = await gateway.parts('inbox');
    const asked = new Sessions(inbox.store, inbox.trust, limits, inbox.journal, refusals);
    const audit = await gateway.parts('audit');
    const auditing = new Sessions(audit.store, audit.trust, limits, audit.journal, refusals);
    const desk = deskOf(gateway, requests, 'ASKING');
    const desked = deskOf(gateway, inbox, 'ASKED');
    const upload = new UploadAttachment(
      store,
      new Uploads(requests.keys),
      gateway.objectStore,
      journal,
      new Scanner(''),
    );
    return new ProductCalls(
      [
        new SessionHandlers(new OpenSession(store, trust, journal, httpOrigin, limits), refusals),
        new DirectoryHandlers(
          sessions,
          new ReadDirectory(store, trust, journal),
          new CheckPolicy(store, trust),
          new AppendEntry(store, trust, journal),
          refusals,
        ),
        new RequestHandlers(
          sessions,
          ...desk,
          new ReadDelivery(store, requests.cases, new Mailbox()),
        ),
        new RequestRecallHandlers(sessions, recallsOf(requests, 'ASKING')),
        new InboxRecallHandlers(asked, recallsOf(inbox, 'ASKED')),
        new RequestReleaseHandlers(sessions, releasesOf(requests, 'ASKING')),
        new InboxReleaseHandlers(asked, releasesOf(inbox, 'ASKED')),
        new RequestEvidenceHandlers(sessions, evidenceOf(requests, 'ASKING')),
        new InboxEvidenceHandlers(asked, evidenceOf(inbox, 'ASKED')),
        new RequestRosterHandlers(sessions, rostersOf(requests, 'ASKING')),
        new InboxRosterHandlers(asked, rostersOf(inbox, 'ASKED')),
        new BroadcastHandlers(
          sessions,
          new ReadBroadcast(store, requests.cases, new Mailbox(), journal, trust),
        ),
        new CopyHandlers(asked, new ReadCopies(inbox.store, inbox.cases, inbox.journal, trust)),
        new UploadHandlers(sessions, upload),
        new InboxHandlers(
          asked,
          ...desked,
          new ClaimRequest(inbox.store, inbox.cases, inbox.journal),
        ),
        new DeskHandlers(
          asked,
          new HandRequests(inbox.store, inbox.trust, inbox.cases, inbox.journal),
          new KeepNotes(inbox.store, inbox.cases, inbox.journal, 'ASKED'),
          new ReadNotices(inbox.store, inbox.cases, inbox.journal, 'ASKED'),
        ),
        new DuplicateHandlers(
          sessions,
          new CheckDuplicates(store, requests.cases, journal),
          new ReadNotices(store, requests.cases, journal, 'ASKING'),
        ),
        new SubjectHandlers(
          sessions,
          new SearchSubject(store, requests.cases, journal, trust.state),
          ...asksOf(requests, desk, 'ASKING'),
        ),
        new InboxSubjectHandlers(asked, ...asksOf(inbox, desked, 'ASKED')),
        new NoteHandlers(sessions, new KeepNotes(store, requests.cases, journal, 'ASKING')),
        logHandlers(audit, refusals),
      ],
      refusals,
      { requests: sessions, inbox: asked, audit: auditing },
    )
      .#serve('requests', new RetentionHandlers(reviewsOf(requests, 'ASKING')))
      .#serve('inbox', new RetentionHandlers(reviewsOf(inbox, 'ASKED')))
      .#serve('requests', new SuspensionsHandlers(stopsOf(requests, desk[0], 'ASKING')))
      .#serve('inbox', new SuspensionsHandlers(stopsOf(inbox, desked[0], 'ASKED')));
  }

  /** Patterns that somebody answers. */
  get patterns(): string[] {
    return [...this.#handlers.keys(), ...this.#calls.keys()].sort();
  }

  ask<P extends Pattern>(pattern: P, input: Calls[P]['in']): Promise<Calls[P]['out']> {
    const call = this.#calls.get(pattern);
    if (call !== undefined) return call(input as never) as Promise<Calls[P]['out']>;
    const handler = this.#handlers.get(pattern);
    if (handler === undefined) throw new Error(`nobody answers ${pattern}`);
    return this.#admissionOf(pattern).admit(
      pattern,
      input,
      () => handler(input as never) as Promise<Calls[P]['out']>,
    );
  }

  /** By what Nest keeps of `@Handles`: as the bus strategy and its interceptor do. */
  #serve(service: Answering, controller: object): this {
    const own = Object.getPrototypeOf(controller) as Record<string, CallHandler | undefined>;
    for (const name of Object.getOwnPropertyNames(own)) {
      const method = name === 'constructor' ? undefined : own[name];
      if (method === undefined) continue;
      const extras = Reflect.getMetadata('microservices:pattern_extras', method) as unknown;
      const { call } = (extras ?? {}) as { readonly call?: Call };
      if (call?.rights[service] === undefined) continue;
      const pattern = `${service}.${call.name}`;
      this.#calls.set(pattern, ({ session: token, ...asked }: Given) => {
        const context: CallContext = { pattern, call, token };
        return this.#admissionOf(pattern).admitCall(context, asked, () =>
          method.call(controller, context.officer, readShape(call.asked, asked)),
        );
      });
    }
    return this;
  }

  #admissionOf(pattern: string): Sessions {
    const admission = this.admission[pattern.split('.')[0] ?? ''];
    if (admission === undefined) throw new Error(`nobody admits ${pattern}`);
    return admission;
  }

  /** By what Nest keeps of `@MessagePattern`. */
  #add(controller: object): void {
    const own = Object.getPrototypeOf(controller) as Record<string, Handler | undefined>;
    for (const name of Object.getOwnPropertyNames(own)) {
      const method = name === 'constructor' ? undefined : own[name];
      if (method === undefined) continue;
      const patterns = Reflect.getMetadata('microservices:pattern', method) as unknown;
      if (!Array.isArray(patterns)) continue;
      for (const pattern of patterns) this.#handlers.set(String(pattern), method.bind(controller));
    }
  }
}

function deskOf(
  gateway: TestGateway,
  { store, trust, journal, keys, cases }: ServiceParts,
  side: 'ASKING' | 'ASKED',
) {
  const [mailbox, uploads] = [new Mailbox(), new Uploads(keys)];
  const { limits: most } = gateway;
  const reader = new AttachmentReader(gateway.objectStore);
  return [
    new SubmitDispatch(store, trust, cases, uploads, reader, mailbox, journal, side, most),
    new ReadThread(store, cases, mailbox, journal, side, trust),
    new ReadDocuments(store, cases, mailbox, journal, side, trust),
    new ReadAttachment(store, cases, journal, reader, side, new Scanner('')),
    new ReadReceipt(store, cases, mailbox, journal, side),
  ] as const;
}

/** What data protection officers ask each other, by what the desk of that side is made of. */
const asksOf = (
  { store, journal, cases }: ServiceParts,
  [submit, threads, documents, , receipts]: ReturnType<typeof deskOf>,
  side: 'ASKING' | 'ASKED',
) =>
  [
    new SubmitSubjectAsk(cases, submit),
    new ReadSubjectAsks(store, cases, journal, threads, documents, side),
    receipts,
  ] as const;

const releasesOf = ({ store, trust, journal, cases }: ServiceParts, side: 'ASKING' | 'ASKED') =>
  new ReadReleases(store, trust, cases, journal, side);
const evidenceOf = ({ store, trust, journal, cases }: ServiceParts, side: 'ASKING' | 'ASKED') =>
  new EvidenceDesk(store, trust, cases, journal, side);
const recallsOf = ({ store, trust, journal, cases }: ServiceParts, side: 'ASKING' | 'ASKED') =>
  new ReadRecalls(store, trust, cases, new Mailbox(), journal, side);

const rostersOf = ({ store, trust, journal, cases }: ServiceParts, side: 'ASKING' | 'ASKED') =>
  new KeepRosters(store, trust, cases, new Mailbox(), journal, side);

const reviewsOf = ({ store, trust, journal, cases }: ServiceParts, side: 'ASKING' | 'ASKED') =>
  new ReviewFiles(store, trust, cases, journal, side);

const stopsOf = (
  { store, cases, journal }: ServiceParts,
  submit: SubmitDispatch,
  side: 'ASKING' | 'ASKED',
) => new StopThreads(store, cases, journal, submit, side);

function logHandlers(
  { store, trust, journal }: ServiceParts,
  refusals: RecordRefusals,
): LogHandlers {
  const questions = new AuditorQuestions(store, trust, journal, limits);
  return new LogHandlers(
    new ReadLog(questions, journal),
    new FindEvents(questions),
    new CountRequests(questions),
    new LogCondition(questions),
    new MirrorLog(questions, journal),
    new ReadServices(store),
    refusals,
  );
}
