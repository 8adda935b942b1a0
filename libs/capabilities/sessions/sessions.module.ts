import { Module } from '@nestjs/common';
import { SessionsHandlers } from './sessions.handlers.js';
import { OpenSession } from './sessions.service.js';

@Module({ controllers: [SessionsHandlers], providers: [OpenSession] })
export class SessionsModule {}
