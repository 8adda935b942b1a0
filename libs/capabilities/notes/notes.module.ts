import { Module } from '@nestjs/common';
import { NotesHandlers } from './notes.handlers.js';
import { KeepNotes } from './notes.service.js';

@Module({ controllers: [NotesHandlers], providers: [KeepNotes] })
export class NotesModule {}
