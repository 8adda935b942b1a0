import { Module } from '@nestjs/common';
import { AppendEntry } from './append-entry.service.js';
import { DirectoryHandlers } from './directory.handlers.js';
import { ReadDirectory } from './directory.queries.js';

@Module({ controllers: [DirectoryHandlers], providers: [AppendEntry, ReadDirectory] })
export class DirectoryModule {}
