import { Module } from '@nestjs/common';
import { SuspensionsHandlers } from './suspensions.handlers.js';
import { StopThreads } from './suspensions.service.js';

@Module({ controllers: [SuspensionsHandlers], providers: [StopThreads] })
export class SuspensionsModule {}
