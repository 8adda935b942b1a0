import { Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { AccessListsModule } from '#capabilities/access-lists/access-lists.module';
import { AssignmentModule } from '#capabilities/assignment/assignment.module';
import { AttachmentsModule } from '#capabilities/attachments/attachments.module';
import { SweepUploads } from '#capabilities/attachments/uploads.jobs';
import { RecordBeginning } from '#capabilities/audit/record-beginning.jobs';
import { BroadcastsModule } from '#capabilities/broadcasts/broadcasts.module';
import { DataSubjectsModule } from '#capabilities/data-subjects/data-subjects.module';
import { DeconflictionModule } from '#capabilities/deconfliction/deconfliction.module';
import { DirectoryModule } from '#capabilities/directory/directory.module';
import { DisclosureModule } from '#capabilities/disclosure/disclosure.module';
import { EventsModule } from '#capabilities/events/events.module';
import { EvidenceModule } from '#capabilities/evidence/evidence.module';
import { NotesModule } from '#capabilities/notes/notes.module';
import { PackagesModule } from '#capabilities/packages/packages.module';
import { WaiversModule } from '#capabilities/waivers/waivers.module';
import { PolicyModule } from '#capabilities/policy/policy.module';
import { RequestsModule } from '#capabilities/requests/requests.module';
import { RetentionModule } from '#capabilities/retention/retention.module';
import { SessionsModule } from '#capabilities/sessions/sessions.module';
import { SuspensionsModule } from '#capabilities/suspensions/suspensions.module';
import { AwaitGrowth } from '#capabilities/events/log-growth.service';
import { RUNTIME, startDesk, type DeskRuntime } from '#desk';
import type { Start } from '#runtime';

@Module({
  imports: [
    AccessListsModule,
    AssignmentModule,
    AttachmentsModule,
    BroadcastsModule,
    DataSubjectsModule,
    DeconflictionModule,
    DirectoryModule,
    DisclosureModule,
    EventsModule,
    EvidenceModule,
    NotesModule,
    PackagesModule,
    WaiversModule,
    PolicyModule,
    RequestsModule,
    RetentionModule,
    SessionsModule,
    SuspensionsModule,
  ],
  providers: [RecordBeginning, SweepUploads],
})
export class AskingDesk implements OnApplicationBootstrap {
  constructor(
    @Inject(RUNTIME) private readonly runtime: DeskRuntime,
    private readonly beginning: RecordBeginning,
    private readonly sweep: SweepUploads,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.beginning.run();
    this.runtime.schedule({
      wake: 'sweep-uploads',
      run: () => this.sweep.run(),
      pollMs: 15 * 60_000,
    });
  }
}

export const startRequests: Start = (context) =>
  startDesk(context, {
    ...{ service: 'requests', side: 'ASKING', module: AskingDesk },
    endsFirst: AwaitGrowth,
  });
