import { Module } from '@nestjs/common';
import { ReadCopies } from './copies.queries.js';

const services = [ReadCopies];

@Module({ providers: services, exports: services })
export class CopiesModule {}
