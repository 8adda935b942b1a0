import { Module } from '@nestjs/common';
import { CopiesHandlers } from './copies.handlers.js';
import { ReadCopies } from './copies.queries.js';

@Module({ controllers: [CopiesHandlers], providers: [ReadCopies] })
export class CopiesModule {}
