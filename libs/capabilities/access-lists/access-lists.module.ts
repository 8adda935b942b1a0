import { Module } from '@nestjs/common';
import { KeepRosters } from './access-lists.service.js';

const services = [KeepRosters];

@Module({ providers: services, exports: services })
export class AccessListsModule {}
