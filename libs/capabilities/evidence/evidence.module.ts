import { Module } from '@nestjs/common';
import { EvidenceHandlers } from './evidence.handlers.js';
import { EvidenceDesk } from './evidence.queries.js';

@Module({ controllers: [EvidenceHandlers], providers: [EvidenceDesk] })
export class EvidenceModule {}
