import { Module } from '@nestjs/common';
import { AuditModule } from '#capabilities/audit/audit.module';
import { MirrorLog } from './mirror-log.queries.js';
import { ProofHandlers } from './proofs.handlers.js';
import { ReadLog } from './read-log.queries.js';

@Module({
  imports: [AuditModule],
  controllers: [ProofHandlers],
  providers: [MirrorLog, ReadLog],
})
export class ProofsModule {}
