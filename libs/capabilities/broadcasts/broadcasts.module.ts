import { Module } from '@nestjs/common';
import { ReadBroadcast } from './broadcasts.queries.js';

const services = [ReadBroadcast];

@Module({ providers: services, exports: services })
export class BroadcastsModule {}
