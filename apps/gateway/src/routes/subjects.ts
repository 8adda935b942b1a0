import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Calls } from '#model';
import { Session, WithSession } from '../access.js';
import { Answers } from '../answers/members.js';
import { SubjectsAnswer } from '../answers/subjects.js';
import { BUS, type Bus } from '../bus.js';
import { soughtPersonOf, SubjectSearchForm } from '../forms/subjects.js';

/** What the State keeps of a person who asks. */
@ApiTags('subjects')
@Controller('api/v1/subjects')
export class SubjectsController {
  constructor(@Inject(BUS) private readonly bus: Bus) {}

  /** A POST, because whom it is about must not stand in an address. Fifty a day for each officer. */
  @Post('search')
  @HttpCode(200)
  @WithSession()
  @Answers(SubjectsAnswer)
  search(
    @Session() session: string,
    @Body() form: SubjectSearchForm,
  ): Promise<Calls['requests.subject-search']['out']> {
    return this.bus.request('requests.subject-search', { session, ...soughtPersonOf(form) });
  }
}
