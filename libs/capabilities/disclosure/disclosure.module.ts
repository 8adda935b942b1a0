import { Module } from '@nestjs/common';
import { DisclosureHandlers } from './disclosure.handlers.js';
import { ReadRecalls } from './recalls/recalls.queries.js';
import { ReadReleases } from './releases/releases.queries.js';

@Module({ controllers: [DisclosureHandlers], providers: [ReadRecalls, ReadReleases] })
export class DisclosureModule {}
