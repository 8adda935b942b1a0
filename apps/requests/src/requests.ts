import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { permissions } from '#access';
import { Uploads } from '#capabilities/attachments/uploads.rows';
import { AppendEntry } from '#capabilities/directory/append-entry.service';
import { CheckDuplicates } from '#capabilities/deconfliction/check-duplicates.service';
import { CheckPolicy } from '#capabilities/policy/policy.service';
import { EvidenceDesk } from '#capabilities/evidence/evidence.queries';
import { KeepNotes } from '#capabilities/notes/notes.service';
import { OpenSession, Sessions } from '#capabilities/sessions/sessions.service';
import { ReadDelivery } from '#capabilities/requests/read-delivery.queries';
import { ReadDirectory } from '#capabilities/directory/directory.queries';
import { ReadAttachment } from '#capabilities/attachments/read-attachment.service';
import { ReadBroadcast } from '#capabilities/broadcasts/broadcasts.queries';
import { ReadDocuments } from '#capabilities/requests/read-documents.queries';
import { ReadNotices } from '#capabilities/assignment/desk-notices.queries';
import { ReadRecalls } from '#capabilities/disclosure/recalls.queries';
import { ReadReleases } from '#capabilities/disclosure/releases.queries';
import { ReadReceipt } from '#capabilities/requests/read-receipt.queries';
import { ReadSubjectAsks } from '#capabilities/data-subjects/data-subjects.queries';
import { ReadThread } from '#capabilities/requests/read-thread.queries';
import { RecordBeginning } from '#capabilities/audit/record-beginning.jobs';
import { RecordRefusals } from '#capabilities/sessions/record-refusals.jobs';
import { KeepRosters } from '#capabilities/access-lists/access-lists.service';
import { RetentionHandlers } from '#capabilities/retention/retention.handlers';
import { ReviewFiles } from '#capabilities/retention/reviews.service';
import { SearchSubject } from '#capabilities/data-subjects/search-subject.service';
import { SuspensionsHandlers } from '#capabilities/suspensions/suspensions.handlers';
import { StopThreads } from '#capabilities/suspensions/suspensions.service';
import { SubmitDispatch } from '#journey/01-submit';
import { SubmitSubjectAsk } from '#capabilities/data-subjects/submit-ask.service';
import { SweepUploads } from '#capabilities/attachments/uploads.jobs';
import { UploadAttachment } from '#capabilities/attachments/upload-attachment.service';
import { Workplace } from '#runtime';
import type { Settings } from '#config';
import { busLoginFor, databasePassword, logFailure, NestLogger, type ServiceContext } from '#host';
import { AttachmentReader, type ObjectStore } from '#objects';
import { Scanner } from '#scan';
import {
  AdmitOfficer,
  ADMITS,
  busExceptionProvider,
  busServerOptions,
  openHeldDoor,
} from '#service';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { BroadcastHandlers } from './broadcast-handlers.js';
import { DirectoryHandlers } from './directory-handlers.js';
import { DuplicateHandlers } from './duplicate-handlers.js';
import { RequestEvidenceHandlers } from './evidence-handlers.js';
import { NoteHandlers } from './note-handlers.js';
import { RequestRecallHandlers } from './recall-handlers.js';
import { RequestReleaseHandlers } from './release-handlers.js';
import { RequestHandlers } from './request-handlers.js';
import { SessionHandlers } from './session-handlers.js';
import { RequestRosterHandlers } from './roster-handlers.js';
import { SubjectHandlers } from './subject-handlers.js';
import { UploadHandlers } from './upload-handlers.js';

@Module({})
class RequestsModule {}

function moduleOf(
  place: Workplace,
  { http, limits }: Settings,
  refusals: RecordRefusals,
  sessions: Sessions,
  objects: ObjectStore,
  upload: UploadAttachment,
  scanner: Scanner,
): DynamicModule {
  const { store, trust, cases, keys, mailbox, journal } = place;
  const uploads = new Uploads(keys);
  const reader = new AttachmentReader(objects);
  const submit = new SubmitDispatch(
    store,
    trust,
    cases,
    uploads,
    reader,
    mailbox,
    journal,
    'ASKING',
    limits,
  );
  const reviews = new ReviewFiles(store, trust, cases, journal, 'ASKING');
  const stops = new StopThreads(store, cases, journal, submit, 'ASKING');
  const rosters = new KeepRosters(store, trust, cases, mailbox, journal, 'ASKING');
  const files = new ReadAttachment(store, cases, journal, reader, 'ASKING', scanner);
  const documents = new ReadDocuments(store, cases, mailbox, journal, 'ASKING', trust);
  const threads = new ReadThread(store, cases, mailbox, journal, 'ASKING', trust);
  const asks = new ReadSubjectAsks(store, cases, journal, threads, documents, 'ASKING');
  const recalls = new ReadRecalls(store, trust, cases, mailbox, journal, 'ASKING');
  const releases = new ReadReleases(store, trust, cases, journal, 'ASKING');
  const evidence = new EvidenceDesk(store, trust, cases, journal, 'ASKING');
  return {
    module: RequestsModule,
    controllers: [
      SessionHandlers,
      DirectoryHandlers,
      RequestHandlers,
      RequestRecallHandlers,
      RequestReleaseHandlers,
      RequestEvidenceHandlers,
      NoteHandlers,
      RetentionHandlers,
      SuspensionsHandlers,
      RequestRosterHandlers,
      DuplicateHandlers,
      SubjectHandlers,
      UploadHandlers,
      BroadcastHandlers,
    ],
    providers: [
      busExceptionProvider,
      { provide: ADMITS, useExisting: Sessions },
      { provide: APP_INTERCEPTOR, useClass: AdmitOfficer },
      { provide: RecordRefusals, useValue: refusals },
      { provide: Sessions, useValue: sessions },
      {
        provide: OpenSession,
        useValue: new OpenSession(store, trust, journal, http.origin, limits),
      },
      { provide: ReadDirectory, useValue: new ReadDirectory(store, trust, journal) },
      { provide: AppendEntry, useValue: new AppendEntry(store, trust, journal) },
      { provide: SubmitDispatch, useValue: submit },
      { provide: ReviewFiles, useValue: reviews },
      { provide: StopThreads, useValue: stops },
      { provide: KeepRosters, useValue: rosters },
      { provide: UploadAttachment, useValue: upload },
      { provide: ReadAttachment, useValue: files },
      { provide: ReadRecalls, useValue: recalls },
      { provide: ReadReleases, useValue: releases },
      { provide: EvidenceDesk, useValue: evidence },
      { provide: ReadReceipt, useValue: new ReadReceipt(store, cases, mailbox, journal, 'ASKING') },
      { provide: ReadDelivery, useValue: new ReadDelivery(store, cases, mailbox) },
      { provide: ReadThread, useValue: threads },
      { provide: ReadSubjectAsks, useValue: asks },
      { provide: SubmitSubjectAsk, useValue: new SubmitSubjectAsk(cases, submit) },
      { provide: ReadDocuments, useValue: documents },
      {
        provide: ReadBroadcast,
        useValue: new ReadBroadcast(store, cases, mailbox, journal, trust),
      },
      { provide: KeepNotes, useValue: new KeepNotes(store, cases, journal, 'ASKING') },
      { provide: CheckDuplicates, useValue: new CheckDuplicates(store, cases, journal) },
      {
        provide: SearchSubject,
        useValue: new SearchSubject(store, cases, journal, trust.state),
      },
      { provide: CheckPolicy, useValue: new CheckPolicy(store, trust) },
      { provide: ReadNotices, useValue: new ReadNotices(store, cases, journal, 'ASKING') },
    ],
  };
}

/** What this State asks: submit, follow, close; and the sessions of all officers. */
export async function startRequests({
  settings,
  settingsHash,
  logger,
  waits,
}: ServiceContext): Promise<() => Promise<void>> {
  const place = await Workplace.open({
    service: 'requests',
    settings,
    settingsHash,
    password: databasePassword(settings, 'requests'),
    onProblem: (step, err) => {
      logFailure(logger, { step }, err);
    },
    waits,
    holds: (error) =>
      openHeldDoor(busLoginFor(settings, 'requests'), Object.keys(permissions), error),
  });
  await place.untilErased();
  const refusals = new RecordRefusals(place.store, place.journal);
  const { store, trust, journal } = place;
  const sessions = new Sessions(store, trust, settings.limits, journal, refusals);
  place.keep({ wake: 'refusals', run: () => refusals.run().then(() => false), pollMs: 60_000 });
  await new RecordBeginning(place.store, place.trust, place.journal).run();
  const objects = await place.objects();
  const uploads = new Uploads(place.keys);
  const scanner = new Scanner(settings.antivirus.socket);
  place.measure('scans', scanner.counts);
  const upload = new UploadAttachment(place.store, uploads, objects, place.journal, scanner);
  const sweep = new SweepUploads(place.store, uploads, objects, place.journal);
  place.keep({ wake: 'sweep-uploads', run: () => sweep.run(), pollMs: 15 * 60_000 });
  const app = await NestFactory.createMicroservice(
    moduleOf(place, settings, refusals, sessions, objects, upload, scanner),
    Object.assign(
      busServerOptions(busLoginFor(settings, 'requests'), sessions, (pattern, error) => {
        place.problem(pattern)(error);
      }),
      {
        logger: new NestLogger(logger),
      },
    ),
  );
  await app.listen();
  await place.ready();
  return async () => {
    await app.close();
    await upload.close();
    await place.close();
  };
}
