import { Module } from '@nestjs/common';
import { BroadcastsHandlers } from './broadcasts.handlers.js';
import { ReadBroadcast } from './broadcasts.queries.js';

const services = [ReadBroadcast];

@Module({ controllers: [BroadcastsHandlers], providers: services, exports: services })
export class BroadcastsModule {}
