import { Module } from '@nestjs/common';
import { AuditModule } from '#capabilities/audit/audit.module';
import { QuarantineHandlers } from './quarantine.handlers.js';
import { ReadQuarantine } from './quarantine.queries.js';

@Module({ imports: [AuditModule], controllers: [QuarantineHandlers], providers: [ReadQuarantine] })
export class QuarantineModule {}
