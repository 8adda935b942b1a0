import { Module } from '@nestjs/common';
import { CheckDuplicates } from './check-duplicates.service.js';

const services = [CheckDuplicates];

@Module({ providers: services, exports: services })
export class DeconflictionModule {}
