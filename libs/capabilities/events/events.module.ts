import { Module } from '@nestjs/common';
import { EventsHandlers } from './events.handlers.js';
import { HearEvents } from './events.queries.js';
import { AwaitGrowth } from './log-growth.service.js';

@Module({ controllers: [EventsHandlers], providers: [HearEvents, AwaitGrowth] })
export class EventsModule {}
