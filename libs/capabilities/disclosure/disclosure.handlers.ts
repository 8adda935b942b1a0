import { Controller } from '@nestjs/common';
import type { Session } from '#access';
import { AskedOf, Handles, Officer } from '#service';
import { AnswersOwed } from './owed.contract.js';
import { listRecalls, type RecallPage } from './recalls/recalls.contract.js';
import { ReadRecalls } from './recalls/recalls.queries.js';
import { listReleases, type ReleasePage } from './releases/releases.contract.js';
import { ReadReleases } from './releases/releases.queries.js';

@Controller()
export class DisclosureHandlers {
  constructor(
    private readonly recalled: ReadRecalls,
    private readonly released: ReadReleases,
  ) {}

  @Handles(listRecalls)
  recalls(@Officer() officer: Session, @AskedOf() asked: AnswersOwed): Promise<RecallPage> {
    return this.recalled.listRecalls(officer, asked, asked.purpose);
  }

  @Handles(listReleases)
  releases(@Officer() officer: Session, @AskedOf() asked: AnswersOwed): Promise<ReleasePage> {
    return this.released.listReleases(officer, asked, asked.purpose);
  }
}
