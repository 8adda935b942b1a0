import { Controller } from '@nestjs/common';
import type { Session } from '#access';
import { ReadOfThread } from '#contract';
import { AskedOf, Handles, Officer } from '#service';
import {
  AddToRoster,
  addToRoster,
  BreakGlass,
  breakGlass,
  RemoveFromRoster,
  removeFromRoster,
  showRoster,
  type ChangedRoster,
  type OpenedThread,
  type RosterView,
} from './access-lists.contract.js';
import { KeepRosters } from './access-lists.service.js';

@Controller()
export class AccessListsHandlers {
  constructor(private readonly rosters: KeepRosters) {}

  @Handles(showRoster)
  show(
    @Officer() officer: Session,
    @AskedOf() { thread, purpose }: ReadOfThread,
  ): Promise<RosterView> {
    return this.rosters.show(officer, thread, purpose);
  }

  @Handles(addToRoster)
  add(@Officer() officer: Session, @AskedOf() asked: AddToRoster): Promise<ChangedRoster> {
    return this.rosters.add(officer, asked.thread, asked.officer, asked.reason);
  }

  @Handles(removeFromRoster)
  remove(@Officer() officer: Session, @AskedOf() asked: RemoveFromRoster): Promise<ChangedRoster> {
    return this.rosters.remove(officer, asked.thread, asked.officer, asked.reason);
  }

  @Handles(breakGlass)
  breakGlass(
    @Officer() officer: Session,
    @AskedOf() { thread, reason, facts }: BreakGlass,
  ): Promise<OpenedThread> {
    return this.rosters.breakGlass(officer, thread, reason, facts);
  }
}
