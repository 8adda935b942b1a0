import { Module } from '@nestjs/common';
import { KeepNotes } from './notes.service.js';

const services = [KeepNotes];

@Module({ providers: services, exports: services })
export class NotesModule {}
