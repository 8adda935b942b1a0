import { Controller, Inject } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import { AppendEntry } from '#capabilities/directory/append-entry.service';
import { CheckPolicy } from '#capabilities/policy/policy.service';
import { ReadDirectory } from '#capabilities/directory/directory.queries';
import { RecordRefusals } from '#capabilities/sessions/record-refusals.jobs';
import { Sessions } from '#capabilities/sessions/sessions.service';
import type { Calls, Pattern } from '#capabilities/calls';

type In<P extends Pattern> = Calls[P]['in'];
type Out<P extends Pattern> = Promise<Calls[P]['out']>;

/** Who is who, and entries that persons have signed. */
@Controller()
export class DirectoryHandlers {
  constructor(
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(ReadDirectory) private readonly directory: ReadDirectory,
    @Inject(CheckPolicy) private readonly policies: CheckPolicy,
    @Inject(AppendEntry) private readonly append: AppendEntry,
    @Inject(RecordRefusals) private readonly refusals: RecordRefusals,
  ) {}

  @MessagePattern('requests.authorities')
  async authorities(input: In<'requests.authorities'>): Out<'requests.authorities'> {
    await this.sessions.require('requests.authorities', input);
    return this.directory.authorities(input);
  }

  @MessagePattern('requests.officers')
  async officers(input: In<'requests.officers'>): Out<'requests.officers'> {
    const { session } = await this.sessions.require('requests.officers', input);
    return this.directory.officers(session, input.from);
  }

  @MessagePattern('requests.registrars')
  async registrars(input: In<'requests.registrars'>): Out<'requests.registrars'> {
    const { session } = await this.sessions.require('requests.registrars', input);
    return this.directory.registrars(session, input.from);
  }

  @MessagePattern('requests.peers')
  async peers(input: In<'requests.peers'>): Out<'requests.peers'> {
    await this.sessions.require('requests.peers', input);
    return this.directory.peers();
  }

  @MessagePattern('requests.directory')
  async entries(input: In<'requests.directory'>): Out<'requests.directory'> {
    const { session } = await this.sessions.require('requests.directory', input);
    return this.directory.entries(session, input);
  }

  @MessagePattern('requests.retention')
  async retention(input: In<'requests.retention'>): Out<'requests.retention'> {
    const { session } = await this.sessions.require('requests.retention', input);
    return this.directory.orders(session, input.from);
  }

  @MessagePattern('requests.policy')
  async policy(input: In<'requests.policy'>): Out<'requests.policy'> {
    await this.sessions.require('requests.policy', input);
    return this.policies.run(input.facts);
  }

  @MessagePattern('requests.append-entry')
  appendEntry(input: In<'requests.append-entry'>): Out<'requests.append-entry'> {
    return this.refusals.noting('requests.append-entry', () => this.append.run(input));
  }
}
