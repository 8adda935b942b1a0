import { Module } from '@nestjs/common';
import { AuditHandlers } from './audit.handlers.js';
import { AuditorQuestions } from './auditor-questions.service.js';
import { FindEvents } from './find-events.queries.js';
import { LogCondition } from './log-condition.queries.js';

@Module({
  controllers: [AuditHandlers],
  providers: [AuditorQuestions, FindEvents, LogCondition],
  exports: [AuditorQuestions],
})
export class AuditModule {}
