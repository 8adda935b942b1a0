import { Module } from '@nestjs/common';
import { RequestsModule } from '#capabilities/requests/requests.module';
import { ReadSubjectAsks } from './data-subjects.queries.js';
import { SearchSubject } from './search-subject.service.js';
import { SubmitSubjectAsk } from './submit-ask.service.js';

const services = [ReadSubjectAsks, SearchSubject, SubmitSubjectAsk];

@Module({ imports: [RequestsModule], providers: services, exports: services })
export class DataSubjectsModule {}
