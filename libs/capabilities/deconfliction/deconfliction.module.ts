import { Module } from '@nestjs/common';
import { CheckDuplicates } from './check-duplicates.service.js';
import { DeconflictionHandlers } from './deconfliction.handlers.js';

@Module({ controllers: [DeconflictionHandlers], providers: [CheckDuplicates] })
export class DeconflictionModule {}
