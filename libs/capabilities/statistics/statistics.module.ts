import { Module } from '@nestjs/common';
import { AuditModule } from '#capabilities/audit/audit.module';
import { CountRequests } from './count-requests.queries.js';

@Module({ imports: [AuditModule], providers: [CountRequests], exports: [CountRequests] })
export class StatisticsModule {}
