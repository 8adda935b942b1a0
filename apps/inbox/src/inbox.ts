import { Module } from '@nestjs/common';
import { AccessListsModule } from '#capabilities/access-lists/access-lists.module';
import { AssignmentModule } from '#capabilities/assignment/assignment.module';
import { AttachmentsModule } from '#capabilities/attachments/attachments.module';
import { CopiesModule } from '#capabilities/copies/copies.module';
import { DataSubjectsModule } from '#capabilities/data-subjects/data-subjects.module';
import { DisclosureModule } from '#capabilities/disclosure/disclosure.module';
import { EvidenceModule } from '#capabilities/evidence/evidence.module';
import { NotesModule } from '#capabilities/notes/notes.module';
import { PackagesModule } from '#capabilities/packages/packages.module';
import { WaiversModule } from '#capabilities/waivers/waivers.module';
import { RequestsModule } from '#capabilities/requests/requests.module';
import { RetentionModule } from '#capabilities/retention/retention.module';
import { SuspensionsModule } from '#capabilities/suspensions/suspensions.module';
import { startDesk } from '#desk';
import type { Start } from '#runtime';

@Module({
  imports: [
    AccessListsModule,
    AssignmentModule,
    AttachmentsModule,
    CopiesModule,
    DataSubjectsModule,
    DisclosureModule,
    EvidenceModule,
    NotesModule,
    PackagesModule,
    WaiversModule,
    RequestsModule,
    RetentionModule,
    SuspensionsModule,
  ],
})
export class AskedDesk {}

export const startInbox: Start = (context) =>
  startDesk(context, { service: 'inbox', side: 'ASKED', module: AskedDesk });
