import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { CALL_BUS } from '#api';
import { AccessListsController } from '#capabilities/access-lists/access-lists.controller';
import { AssignmentController } from '#capabilities/assignment/assignment.controller';
import { DeskNoticesController } from '#capabilities/assignment/desk-notices.controller';
import { CopiesController } from '#capabilities/copies/copies.controller';
import { DeconflictionController } from '#capabilities/deconfliction/deconfliction.controller';
import { DisclosureController } from '#capabilities/disclosure/disclosure.controller';
import { EvidenceController } from '#capabilities/evidence/evidence.controller';
import { NotesController } from '#capabilities/notes/notes.controller';
import { PackagesController } from '#capabilities/packages/packages.controller';
import { WaiversController } from '#capabilities/waivers/waivers.controller';
import { AuditController } from '#capabilities/audit/audit.controller';
import { ProofsController } from '#capabilities/proofs/proofs.controller';
import { QuarantineController } from '#capabilities/quarantine/quarantine.controller';
import { StatusController } from '#capabilities/services/services.controller';
import { StatisticsController } from '#capabilities/statistics/statistics.controller';
import { RetentionController } from '#capabilities/retention/retention.controller';
import { SuspensionsController } from '#capabilities/suspensions/suspensions.controller';
import { ThreadsController } from '#capabilities/requests/threads.controller';
import { AccessGuard, RoutePolicyInterceptor, assertRoutePolicies } from './route-policy/access.js';
import { ApiDescription } from './description/api-description.js';
import { BinaryAsText } from './files/binary.js';
import { RoutePolicyBus } from './route-policy/bus.js';
import { Downloader } from './files/download.js';
import { KeepAlive } from './route-policy/keep-alive.js';
import { Metrics } from './health/metrics.js';
import { OPTIONS, type GatewayOptions } from './options.js';
import { ProblemFilter } from './problems/problem-filter.js';
import { BroadcastsController } from '#capabilities/broadcasts/broadcasts.controller';
import { DeliveriesController } from '#capabilities/requests/deliveries/deliveries.controller';
import { SubmissionsController } from '#capabilities/requests/submissions/submissions.controller';
import { DescriptionController } from './routes/description.js';
import { DirectoryController } from '#capabilities/directory/directory.controller';
import { DocsController } from './routes/docs.js';
import { EventsController } from './routes/events.js';
import { FollowEvents } from './events/follow-events.js';
import { Growth } from './events/growth.js';
import { Readers } from './events/readers.js';
import { HealthController } from './routes/health.js';
import { PolicyController } from '#capabilities/policy/policy.controller';
import { SessionsController } from './routes/sessions.js';
import {
  SubjectAsksController,
  SubjectsController,
} from '#capabilities/data-subjects/data-subjects.controller';
import { AttachmentsController, UploadsController } from './routes/attachments.js';
import { ServedMethods } from './edge/served-methods.js';
import { Transfers } from './files/transfers.js';
import { Uploader } from './files/upload.js';

export const controllers = [
  SessionsController,
  DirectoryController,
  UploadsController,
  EvidenceController,
  DisclosureController,
  DeconflictionController,
  PolicyController,
  BroadcastsController,
  DeliveriesController,
  RetentionController,
  CopiesController,
  AssignmentController,
  DeskNoticesController,
  NotesController,
  PackagesController,
  WaiversController,
  SuspensionsController,
  AccessListsController,
  ThreadsController,
  SubmissionsController,
  EventsController,
  AttachmentsController,
  SubjectsController,
  SubjectAsksController,
  AuditController,
  StatisticsController,
  ProofsController,
  QuarantineController,
  StatusController,
  DescriptionController,
  DocsController,
  HealthController,
] as const;

@Module({})
export class GatewayModule {
  /**
   * Builds the Nest module of the gateway. @throws GatewayError ROUTE_CLOSED if an API call has no handler, nobody has the
   * right to make a call, or two handlers have the same address
   */
  static register(options: GatewayOptions, served: readonly Type[] = controllers): DynamicModule {
    assertRoutePolicies(served);
    return {
      module: GatewayModule,
      controllers: [...served],
      providers: [
        { provide: OPTIONS, useValue: options },
        { provide: CALL_BUS, useValue: new RoutePolicyBus(options.bus) },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_INTERCEPTOR, useClass: BinaryAsText },
        { provide: APP_INTERCEPTOR, useClass: RoutePolicyInterceptor },
        ApiDescription,
        KeepAlive,
        Transfers,
        Uploader,
        Downloader,
        FollowEvents,
        Growth,
        Readers,
        Metrics,
        ServedMethods,
      ],
    };
  }
}
