import { Module } from '@nestjs/common';
import { AuditModule } from '#capabilities/audit/audit.module';
import { CountRequests } from './count-requests.queries.js';
import { StatisticsHandlers } from './statistics.handlers.js';

@Module({ imports: [AuditModule], controllers: [StatisticsHandlers], providers: [CountRequests] })
export class StatisticsModule {}
