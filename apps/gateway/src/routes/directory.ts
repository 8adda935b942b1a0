import { Body, Controller, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Calls } from '#capabilities/calls';
import { Route, Session } from '../access.js';
import { Answers } from '../answers/members.js';
import {
  AuthoritiesAnswer,
  EntriesAnswer,
  OfficersAnswer,
  PeersAnswer,
  PointAnswer,
  RegistrarsAnswer,
} from '../answers/people.js';
import { textAsBinary } from '../binary.js';
import { BUS, type Bus } from '../bus.js';
import {
  AuthoritiesQuery,
  authoritiesOf,
  chainOf,
  EntriesQuery,
  GrownQuery,
} from '../forms/addresses.js';
import { EntryForm, type SignedEntryForm } from '../forms/bodies.js';

const signedEntry = (form: SignedEntryForm): { entry: Uint8Array; signatures: Uint8Array[] } => ({
  entry: textAsBinary(form.entry),
  signatures: form.signatures.map(textAsBinary),
});

/** Who is who, and the door through which signed entries come in. */
@ApiTags('directory')
@Controller()
export class DirectoryController {
  constructor(@Inject(BUS) private readonly bus: Bus) {}

  @Route('GET /api/v1/directory/authorities')
  @Answers(AuthoritiesAnswer)
  authorities(
    @Session() session: string,
    @Query() query: AuthoritiesQuery,
  ): Promise<Calls['requests.authorities']['out']> {
    return this.bus.request('requests.authorities', { session, ...authoritiesOf(query) });
  }

  @Route('GET /api/v1/directory/officers')
  @Answers(OfficersAnswer)
  officers(
    @Session() session: string,
    @Query() { from }: GrownQuery,
  ): Promise<Calls['requests.officers']['out']> {
    return this.bus.request('requests.officers', { session, from: Number(from ?? 0) });
  }

  @Route('GET /api/v1/directory/registrars')
  @Answers(RegistrarsAnswer)
  registrars(
    @Session() session: string,
    @Query() { from }: GrownQuery,
  ): Promise<Calls['requests.registrars']['out']> {
    return this.bus.request('requests.registrars', { session, from: Number(from ?? 0) });
  }

  @Route('GET /api/v1/peers')
  @Answers(PeersAnswer)
  peers(@Session() session: string): Promise<Calls['requests.peers']['out']> {
    return this.bus.request('requests.peers', { session });
  }

  /** One page of a signed chain: a client verifies it from the root up instead of believing this gateway. */
  @Route('GET /api/v1/directory/entries')
  @Answers(EntriesAnswer)
  entries(
    @Session() session: string,
    @Query() query: EntriesQuery,
  ): Promise<Calls['requests.directory']['out']> {
    const { chain, state, root, from } = chainOf(query);
    return chain === 'retention'
      ? this.bus.request('requests.retention', { session, from })
      : this.bus.request('requests.directory', { session, chain, state, root, from });
  }

  /** Open: an entry is worth what its signatures are worth, whoever carries it. */
  @Route('POST /api/v1/directory/entries')
  @Answers(PointAnswer, 201)
  append(@Body() form: EntryForm): Promise<Calls['requests.append-entry']['out']> {
    const { chain, directory } = form;
    return this.bus.request('requests.append-entry', {
      chain,
      ...signedEntry(form),
      ...(directory === undefined ? {} : { directory: directory.map(signedEntry) }),
    });
  }
}
