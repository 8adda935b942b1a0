import { Module } from '@nestjs/common';
import { AuditorQuestions } from './auditor-questions.service.js';
import { FindEvents } from './find-events.queries.js';
import { LogCondition } from './log-condition.queries.js';
import { MirrorLog } from './mirror-log.queries.js';
import { ReadLog } from './read-log.queries.js';
import { ReadServices } from './services.queries.js';

const services = [AuditorQuestions, FindEvents, LogCondition, MirrorLog, ReadLog, ReadServices];

@Module({ providers: services, exports: services })
export class AuditModule {}
