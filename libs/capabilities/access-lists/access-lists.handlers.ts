import { Controller } from '@nestjs/common';
import type { Session } from '#access';
import { ReadOfThread } from '#contract';
import { AskedOf, Handles, Officer } from '#service';
import {
  AddToAccessList,
  addToAccessList,
  BreakGlass,
  breakGlass,
  RemoveFromAccessList,
  removeFromAccessList,
  showAccessList,
  type ChangedAccessList,
  type OpenedThread,
  type AccessListView,
} from './access-lists.contract.js';
import { ManageAccessLists } from './access-lists.service.js';

@Controller()
export class AccessListsHandlers {
  constructor(private readonly accessLists: ManageAccessLists) {}

  @Handles(showAccessList)
  show(
    @Officer() officer: Session,
    @AskedOf() { thread, purpose }: ReadOfThread,
  ): Promise<AccessListView> {
    return this.accessLists.show(officer, thread, purpose);
  }

  @Handles(addToAccessList)
  add(@Officer() officer: Session, @AskedOf() asked: AddToAccessList): Promise<ChangedAccessList> {
    return this.accessLists.add(officer, asked.thread, asked.officer, asked.reason);
  }

  @Handles(removeFromAccessList)
  remove(
    @Officer() officer: Session,
    @AskedOf() asked: RemoveFromAccessList,
  ): Promise<ChangedAccessList> {
    return this.accessLists.remove(officer, asked.thread, asked.officer, asked.reason);
  }

  @Handles(breakGlass)
  breakGlass(
    @Officer() officer: Session,
    @AskedOf() { thread, reason, facts }: BreakGlass,
  ): Promise<OpenedThread> {
    return this.accessLists.breakGlass(officer, thread, reason, facts);
  }
}
