import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { permissions } from '#access';
import { Uploads } from '#capabilities/attachments/uploads.rows';
import { ClaimRequest } from '#capabilities/assignment/claim-request.service';
import { EvidenceDesk } from '#capabilities/evidence/evidence.queries';
import { HandRequests } from '#capabilities/assignment/hand-requests.service';
import { KeepNotes } from '#capabilities/notes/notes.service';
import { ReadAttachment } from '#capabilities/attachments/read-attachment.service';
import { ReadCopies } from '#capabilities/copies/copies.queries';
import { ReadDocuments } from '#capabilities/requests/read-documents.queries';
import { ReadNotices } from '#capabilities/assignment/desk-notices.queries';
import { ReadRecalls } from '#capabilities/disclosure/recalls.queries';
import { ReadReleases } from '#capabilities/disclosure/releases.queries';
import { ReadReceipt } from '#capabilities/requests/read-receipt.queries';
import { ReadSubjectAsks } from '#capabilities/data-subjects/data-subjects.queries';
import { ReadThread } from '#capabilities/requests/read-thread.queries';
import { RecordRefusals } from '#capabilities/sessions/record-refusals.jobs';
import { Sessions } from '#capabilities/sessions/sessions.service';
import { KeepRosters } from '#capabilities/access-lists/access-lists.service';
import { RetentionHandlers } from '#capabilities/retention/retention.handlers';
import { ReviewFiles } from '#capabilities/retention/reviews.service';
import { SuspensionsHandlers } from '#capabilities/suspensions/suspensions.handlers';
import { StopThreads } from '#capabilities/suspensions/suspensions.service';
import { SubmitDispatch } from '#journey/01-submit';
import { SubmitSubjectAsk } from '#capabilities/data-subjects/submit-ask.service';
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
import { CopyHandlers } from './copy-handlers.js';
import { DeskHandlers } from './desk-handlers.js';
import { InboxEvidenceHandlers } from './evidence-handlers.js';
import { InboxHandlers } from './inbox-handlers.js';
import { InboxRecallHandlers } from './recall-handlers.js';
import { InboxReleaseHandlers } from './release-handlers.js';
import { InboxRosterHandlers } from './roster-handlers.js';
import { InboxSubjectHandlers } from './subject-handlers.js';

@Module({})
class InboxModule {}

function moduleOf(
  place: Workplace,
  { limits }: Settings,
  refusals: RecordRefusals,
  sessions: Sessions,
  objects: ObjectStore,
  scanner: Scanner,
): DynamicModule {
  const { store, trust, cases, keys, mailbox, journal } = place;
  const uploads = new Uploads(keys);
  const reader = new AttachmentReader(objects);
  const answer = new SubmitDispatch(
    store,
    trust,
    cases,
    uploads,
    reader,
    mailbox,
    journal,
    'ASKED',
    limits,
  );
  const reviews = new ReviewFiles(store, trust, cases, journal, 'ASKED');
  const stops = new StopThreads(store, cases, journal, answer, 'ASKED');
  const rosters = new KeepRosters(store, trust, cases, mailbox, journal, 'ASKED');
  const files = new ReadAttachment(store, cases, journal, reader, 'ASKED', scanner);
  const documents = new ReadDocuments(store, cases, mailbox, journal, 'ASKED', trust);
  const threads = new ReadThread(store, cases, mailbox, journal, 'ASKED', trust);
  const asks = new ReadSubjectAsks(store, cases, journal, threads, documents, 'ASKED');
  const recalls = new ReadRecalls(store, trust, cases, mailbox, journal, 'ASKED');
  const releases = new ReadReleases(store, trust, cases, journal, 'ASKED');
  const evidence = new EvidenceDesk(store, trust, cases, journal, 'ASKED');
  return {
    module: InboxModule,
    controllers: [
      InboxHandlers,
      DeskHandlers,
      InboxRecallHandlers,
      InboxReleaseHandlers,
      InboxEvidenceHandlers,
      RetentionHandlers,
      SuspensionsHandlers,
      InboxSubjectHandlers,
      CopyHandlers,
      InboxRosterHandlers,
    ],
    providers: [
      busExceptionProvider,
      { provide: ADMITS, useExisting: Sessions },
      { provide: APP_INTERCEPTOR, useClass: AdmitOfficer },
      { provide: Sessions, useValue: sessions },
      { provide: SubmitDispatch, useValue: answer },
      { provide: ReviewFiles, useValue: reviews },
      { provide: StopThreads, useValue: stops },
      { provide: ReadThread, useValue: threads },
      { provide: ReadSubjectAsks, useValue: asks },
      { provide: SubmitSubjectAsk, useValue: new SubmitSubjectAsk(cases, answer) },
      { provide: KeepRosters, useValue: rosters },
      { provide: ReadDocuments, useValue: documents },
      { provide: ReadAttachment, useValue: files },
      { provide: ReadRecalls, useValue: recalls },
      { provide: ReadCopies, useValue: new ReadCopies(store, cases, journal, trust) },
      { provide: ReadReleases, useValue: releases },
      { provide: EvidenceDesk, useValue: evidence },
      { provide: ReadReceipt, useValue: new ReadReceipt(store, cases, mailbox, journal, 'ASKED') },
      { provide: ClaimRequest, useValue: new ClaimRequest(store, cases, journal) },
      { provide: HandRequests, useValue: new HandRequests(store, trust, cases, journal) },
      { provide: KeepNotes, useValue: new KeepNotes(store, cases, journal, 'ASKED') },
      { provide: ReadNotices, useValue: new ReadNotices(store, cases, journal, 'ASKED') },
    ],
  };
}

/** What this State is asked: triage, claim, answer, refuse. */
export async function startInbox({
  settings,
  settingsHash,
  logger,
  waits,
}: ServiceContext): Promise<() => Promise<void>> {
  const place = await Workplace.open({
    service: 'inbox',
    settings,
    settingsHash,
    password: databasePassword(settings, 'inbox'),
    onProblem: (step, err) => {
      logFailure(logger, { step }, err);
    },
    waits,
    holds: (error) => openHeldDoor(busLoginFor(settings, 'inbox'), Object.keys(permissions), error),
  });
  await place.untilErased();
  const refusals = new RecordRefusals(place.store, place.journal);
  const { store, trust, journal } = place;
  const sessions = new Sessions(store, trust, settings.limits, journal, refusals);
  place.keep({ wake: 'refusals', run: () => refusals.run().then(() => false), pollMs: 60_000 });
  const objects = await place.objects();
  const scanner = new Scanner(settings.antivirus.socket);
  place.measure('scans', scanner.counts);
  const app = await NestFactory.createMicroservice(
    moduleOf(place, settings, refusals, sessions, objects, scanner),
    Object.assign(
      busServerOptions(busLoginFor(settings, 'inbox'), sessions, (pattern, error) => {
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
    await place.close();
  };
}
