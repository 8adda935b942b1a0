import { Module } from '@nestjs/common';
import { EvidenceDesk } from './evidence.queries.js';

const services = [EvidenceDesk];

@Module({ providers: services, exports: services })
export class EvidenceModule {}
