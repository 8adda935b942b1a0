import { Controller } from '@nestjs/common';
import type { Session } from '#access';
import { AskedOf, Handles, Officer } from '#service';
import {
  CopiesAsked,
  CopyAsked,
  listCopies,
  listWithheldCopies,
  showCopy,
  type CopiedDocument,
  type CopyPage,
  type WithheldPage,
} from './copies.contract.js';
import { ReadCopies } from './copies.queries.js';

@Controller()
export class CopiesHandlers {
  constructor(private readonly copies: ReadCopies) {}

  @Handles(listCopies)
  listCopies(@Officer() officer: Session, @AskedOf() asked: CopiesAsked): Promise<CopyPage> {
    return this.copies.listCopies(officer, asked, asked.purpose);
  }

  @Handles(showCopy)
  show(
    @Officer() officer: Session,
    @AskedOf() { dispatch, purpose }: CopyAsked,
  ): Promise<CopiedDocument> {
    return this.copies.one(officer, dispatch, purpose);
  }

  @Handles(listWithheldCopies)
  withheld(@Officer() officer: Session, @AskedOf() asked: CopiesAsked): Promise<WithheldPage> {
    return this.copies.withheld(officer, asked, asked.purpose);
  }
}
