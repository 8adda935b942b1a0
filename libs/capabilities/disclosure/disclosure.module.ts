import { Module } from '@nestjs/common';
import { DisclosureHandlers } from './disclosure.handlers.js';
import { ReadRecalls } from './recalls.queries.js';
import { ReadReleases } from './releases.queries.js';

@Module({ controllers: [DisclosureHandlers], providers: [ReadRecalls, ReadReleases] })
export class DisclosureModule {}
