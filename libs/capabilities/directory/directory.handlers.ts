import { Controller } from '@nestjs/common';
import type { Session } from '#access';
import { AskedOf, Handles, Officer } from '#service';
import { AppendEntry } from './append-entry.service.js';
import {
  AuthoritiesAsked,
  GrownAsked,
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
import { ReadDirectory } from './directory.queries.js';
import {
  appendEntry,
  AppendedEntry,
  ChainAsked,
  readChain,
  readOrders,
  type EntriesPage,
} from './entries.contract.js';
import type { PointView } from './postings.contract.js';

@Controller()
export class DirectoryHandlers {
  constructor(
    private readonly directory: ReadDirectory,
    private readonly append: AppendEntry,
  ) {}

  @Handles(listAuthorities)
  authorities(
    @Officer() _officer: Session,
    @AskedOf() asked: AuthoritiesAsked,
  ): Promise<AuthoritiesPage> {
    return this.directory.authorities(asked);
  }

  @Handles(listOfficers)
  officers(@Officer() officer: Session, @AskedOf() asked: GrownPageAsked): Promise<OfficersPage> {
    return this.directory.officers(officer, asked);
  }

  @Handles(listRegistrars)
  registrars(
    @Officer() officer: Session,
    @AskedOf() asked: GrownPageAsked,
  ): Promise<RegistrarsPage> {
    return this.directory.registrars(officer, asked);
  }

  @Handles(listPeers)
  peers(): Promise<PeersView> {
    return this.directory.peers();
  }

  @Handles(readChain)
  entries(@Officer() officer: Session, @AskedOf() asked: ChainAsked): Promise<EntriesPage> {
    return this.directory.entries(officer, asked);
  }

  @Handles(readOrders)
  orders(@Officer() officer: Session, @AskedOf() { from }: GrownAsked): Promise<EntriesPage> {
    return this.directory.orders(officer, from);
  }

  @Handles(appendEntry)
  appendEntry(@AskedOf() asked: AppendedEntry): Promise<PointView> {
    return this.append.appendEntry(asked);
  }
}
