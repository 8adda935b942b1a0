import { Controller, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Asked, CALL_BUS, ChoiceRoute, From, Route, type Caller, type CallBus } from '#api';
import { Nothing } from '#contract';
import {
  AuthoritiesAsked,
  GrownAsked,
  listAuthorities,
  listOfficers,
  listPeers,
  listRegistrars,
  type AuthoritiesPage,
  type OfficersPage,
  type PeersView,
  type RegistrarsPage,
} from './directory.contract.js';
import {
  appendEntry,
  AppendedEntry,
  EntriesAsked,
  readChain,
  readOrders,
  type EntriesPage,
} from './entries.contract.js';
import type { PointView } from './postings.contract.js';

/** Routes to the directory, and the one by which signed entries come in. */
@ApiTags('directory')
@Controller('api/v1')
export class DirectoryController {
  constructor(@Inject(CALL_BUS) private readonly bus: CallBus) {}

  @Route('GET', 'directory/authorities', listAuthorities, {
    summary: 'List authorities of all States',
  })
  authorities(@From() caller: Caller, @Asked() asked: AuthoritiesAsked): Promise<AuthoritiesPage> {
    return this.bus.ask(listAuthorities, caller, asked);
  }

  @Route('GET', 'directory/officers', listOfficers, { summary: 'List officers of this State' })
  officers(@From() caller: Caller, @Asked() asked: GrownAsked): Promise<OfficersPage> {
    return this.bus.ask(listOfficers, caller, asked);
  }

  @Route('GET', 'directory/registrars', listRegistrars, {
    summary: 'List registrars of this State',
  })
  registrars(@From() caller: Caller, @Asked() asked: GrownAsked): Promise<RegistrarsPage> {
    return this.bus.ask(listRegistrars, caller, asked);
  }

  @Route('GET', 'peers', listPeers, { summary: 'List confirmed neighbours' })
  peers(@From() caller: Caller, @Asked() asked: Nothing): Promise<PeersView> {
    return this.bus.ask(listPeers, caller, asked);
  }

  @ChoiceRoute('GET', 'directory/entries', [readChain, readOrders], {
    asked: EntriesAsked,
    summary: 'Read entries of a signed chain',
    description: 'Verify them from the root up, instead of believing this gateway.',
  })
  entries(
    @From() caller: Caller,
    @Asked() { chain, state, root, from }: EntriesAsked,
  ): Promise<EntriesPage> {
    return chain === 'retention'
      ? this.bus.ask(readOrders, caller, { from })
      : this.bus.ask(readChain, caller, { chain, state, root, from });
  }

  @Route('POST', 'directory/entries', appendEntry, {
    status: 201,
    summary: 'Append a signed entry',
    description: 'Open: an entry is worth what its signatures are worth, whoever carries it.',
  })
  append(@Asked() asked: AppendedEntry): Promise<PointView> {
    return this.bus.askOpen(appendEntry, asked);
  }
}
