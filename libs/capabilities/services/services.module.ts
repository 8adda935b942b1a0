import { Module } from '@nestjs/common';
import { ServicesHandlers } from './services.handlers.js';
import { ReadServices } from './services.queries.js';

@Module({ controllers: [ServicesHandlers], providers: [ReadServices] })
export class ServicesModule {}
