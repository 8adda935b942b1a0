import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { AccessGuard } from './access.js';
import { ApiDescription } from './api-description.js';
import { BinaryAsText } from './binary.js';
import { BUS } from './bus.js';
import { Downloader } from './download.js';
import { KeepAlive } from './keep-alive.js';
import { Metrics } from './metrics.js';
import { OPTIONS, type GatewayOptions } from './options.js';
import { ProblemFilter } from './problem-filter.js';
import { AuditController } from './routes/audit.js';
import { BroadcastsController, CopiesController } from './routes/copies.js';
import { LogController } from './routes/log.js';
import { DescriptionController } from './routes/description.js';
import { DirectoryController } from './routes/directory.js';
import { HealthController, StatusController } from './routes/health.js';
import { DeskController, RequestNotesController } from './routes/desk.js';
import { DuplicatesController, InboxNoticesController } from './routes/duplicates.js';
import { PolicyController } from './routes/policy.js';
import { InboxController } from './routes/inbox.js';
import { InboxRecallsController, RequestRecallsController } from './routes/recalls.js';
import { InboxEvidenceController, RequestEvidenceController } from './routes/evidence.js';
import { InboxReleasesController, RequestReleasesController } from './routes/releases.js';
import { RequestsController } from './routes/requests.js';
import { SessionsController } from './routes/sessions.js';
import { InboxRostersController, RequestRostersController } from './routes/rosters.js';
import { InboxReviewsController, RequestReviewsController } from './routes/reviews.js';
import { InboxStopsController, RequestStopsController } from './routes/stops.js';
import { SubjectsController } from './routes/subjects.js';
import { UploadsController } from './routes/uploads.js';
import { Transfers } from './transfers.js';
import { Uploader } from './upload.js';
import { validation } from './validation.js';

export const controllers = [
  SessionsController,
  DirectoryController,
  UploadsController,
  RequestRecallsController,
  RequestReleasesController,
  InboxReleasesController,
  RequestEvidenceController,
  InboxEvidenceController,
  InboxRecallsController,
  DuplicatesController,
  PolicyController,
  BroadcastsController,
  RequestReviewsController,
  InboxReviewsController,
  RequestsController,
  InboxNoticesController,
  CopiesController,
  InboxController,
  DeskController,
  RequestNotesController,
  RequestStopsController,
  InboxStopsController,
  RequestRostersController,
  InboxRostersController,
  SubjectsController,
  AuditController,
  LogController,
  StatusController,
  DescriptionController,
  HealthController,
] as const;

@Module({})
export class GatewayModule {
  static of(options: GatewayOptions): DynamicModule {
    return {
      module: GatewayModule,
      controllers: [...controllers],
      providers: [
        { provide: OPTIONS, useValue: options },
        { provide: BUS, useValue: options.bus },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_PIPE, useFactory: validation },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_INTERCEPTOR, useClass: BinaryAsText },
        ApiDescription,
        KeepAlive,
        Transfers,
        Uploader,
        Downloader,
        Metrics,
      ],
    };
  }
}
