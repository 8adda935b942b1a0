import { Module } from '@nestjs/common';
import { AccessListsHandlers } from './access-lists.handlers.js';
import { KeepRosters } from './access-lists.service.js';

@Module({ controllers: [AccessListsHandlers], providers: [KeepRosters] })
export class AccessListsModule {}
