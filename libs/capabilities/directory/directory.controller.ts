import { Controller, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Asked, CALL_BUS, ChoiceRoute, From, Route, type Caller, type CallBus } from '#api';
import { Nothing } from '#contract';
import {
  AuthoritiesAsked,
  GrownPageAsked,
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

@ApiTags('directory')
@Controller('api/v1')
export class DirectoryController {
  constructor(@Inject(CALL_BUS) private readonly bus: CallBus) {}

  @Route('GET', 'directory/authorities', listAuthorities, {
    summary: 'List authorities of all States',
    description:
      'With the link to each and the keys that read for it. What the directory certifies now.',
  })
  authorities(@From() caller: Caller, @Asked() asked: AuthoritiesAsked): Promise<AuthoritiesPage> {
    return this.bus.ask(listAuthorities, caller, asked);
  }

  @Route('GET', 'directory/officers', listOfficers, {
    summary: 'List officers of this State',
    description: 'With their roles and until when they hold. For whom a request can be given to.',
  })
  officers(@From() caller: Caller, @Asked() asked: GrownPageAsked): Promise<OfficersPage> {
    return this.bus.ask(listOfficers, caller, asked);
  }

  @Route('GET', 'directory/registrars', listRegistrars, {
    summary: 'List registrars of this State',
    description: 'Who grants and suspends officers, and until when.',
  })
  registrars(@From() caller: Caller, @Asked() asked: GrownPageAsked): Promise<RegistrarsPage> {
    return this.bus.ask(listRegistrars, caller, asked);
  }

  @Route('GET', 'peers', listPeers, {
    summary: 'List confirmed neighbours',
    description: 'With the link to each, and how old its directory is here.',
  })
  peers(@From() caller: Caller, @Asked() asked: Nothing): Promise<PeersView> {
    return this.bus.ask(listPeers, caller, asked);
  }

  @ChoiceRoute('GET', 'directory/entries', [readChain, readOrders], {
    asked: EntriesAsked,
    summary: 'Read entries of a signed chain',
    description: 'Verify them from the root up, instead of believing this gateway.',
    refuses: { 409: ['TRUST_PEER_UNKNOWN'] },
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
    description: 'An entry is worth what its signatures are worth, whoever carries it.',
    refuses: {
      404: ['NOT_FOUND'],
      409: ['RETENTION_HELD', 'TRUST_KEY_TAKEN', 'TRUST_VERSION_OLD'],
      410: ['CONTENT_ERASED'],
      413: ['WIRE_TOO_LARGE'],
      422: [
        'ENTRY_NOT_ALLOWED',
        'TRUST_CHAIN_FULL',
        'TRUST_ENTRY_CERTIFICATE',
        'TRUST_ENTRY_KEY',
        'TRUST_ENTRY_TIME',
        'TRUST_SIGNATURE_COUNT',
        'TRUST_SIGNATURE_INVALID',
        'TRUST_SIGNER_TWICE',
        'TRUST_SIGNER_UNKNOWN',
        'WIRE_MALFORMED',
        'WIRE_NOT_CANONICAL',
        'WIRE_TOO_DEEP',
        'WIRE_VERSION_UNKNOWN',
      ],
    },
  })
  append(@Asked() asked: AppendedEntry): Promise<PointView> {
    return this.bus.askOpen(appendEntry, asked);
  }
}
