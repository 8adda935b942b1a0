import { Module } from '@nestjs/common';
import { ReadRecalls } from './recalls.queries.js';
import { ReadReleases } from './releases.queries.js';

const services = [ReadRecalls, ReadReleases];

@Module({ providers: services, exports: services })
export class DisclosureModule {}
