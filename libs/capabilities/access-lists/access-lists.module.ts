import { Module } from '@nestjs/common';
import { AccessListsHandlers } from './access-lists.handlers.js';
import { ManageAccessLists } from './access-lists.service.js';

@Module({ controllers: [AccessListsHandlers], providers: [ManageAccessLists] })
export class AccessListsModule {}
