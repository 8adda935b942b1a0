import { Controller, Inject } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import { SearchSubject, Sessions } from '#flows';
import type { Calls } from '#model';

type Search = Calls['requests.subject-search'];

/** What the State keeps of a person who asks. */
@Controller()
export class SubjectHandlers {
  constructor(
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(SearchSubject) private readonly subjects: SearchSubject,
  ) {}

  @MessagePattern('requests.subject-search')
  search(input: Search['in']): Promise<Search['out']> {
    return this.sessions.answer('requests.subject-search', input, (session) =>
      this.subjects.run(session, input),
    );
  }
}
