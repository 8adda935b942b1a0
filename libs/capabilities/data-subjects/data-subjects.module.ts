import { Module } from '@nestjs/common';
import { RequestsModule } from '#capabilities/requests/requests.module';
import { SubjectAsksHandlers, SubjectSearchHandlers } from './data-subjects.handlers.js';
import { ReadSubjectAsks } from './data-subjects.queries.js';
import { SearchSubject } from './search-subject.service.js';
import { SubmitSubjectAsk } from './submit-ask.service.js';

const services = [ReadSubjectAsks, SearchSubject, SubmitSubjectAsk];

const handlers = [SubjectAsksHandlers, SubjectSearchHandlers];

@Module({
  controllers: handlers,
  imports: [RequestsModule],
  providers: services,
  exports: services,
})
export class DataSubjectsModule {}
