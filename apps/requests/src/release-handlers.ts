import { Controller, Inject } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import { ReadReleases } from '#capabilities/disclosure/releases.queries';
import { Sessions } from '#capabilities/sessions/sessions.service';
import { parseDocumentId } from '#kernel';
import type { Calls } from '#capabilities/calls';

type Releases = Calls['requests.consents'];

/** Which releases were asked for, of what this State asks. */
@Controller()
export class RequestReleaseHandlers {
  constructor(
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(ReadReleases) private readonly releases: ReadReleases,
  ) {}

  @MessagePattern('requests.consents')
  list(input: Releases['in']): Promise<Releases['out']> {
    return this.sessions.answer('requests.consents', input, (session) => {
      const before = input.before === null ? null : parseDocumentId(input.before);
      return this.releases.list(session, { ...input, before }, input.purpose);
    });
  }
}
