import { Module } from '@nestjs/common';
import { AppendEntry } from './append-entry.service.js';
import { ReadDirectory } from './directory.queries.js';

const services = [AppendEntry, ReadDirectory];

@Module({ providers: services, exports: services })
export class DirectoryModule {}
