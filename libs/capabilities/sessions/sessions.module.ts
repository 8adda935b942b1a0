import { Module } from '@nestjs/common';
import { OpenSession } from './sessions.service.js';

const services = [OpenSession];

@Module({ providers: services, exports: services })
export class SessionsModule {}
