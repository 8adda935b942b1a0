import { Flag, Parsed, ReadPage } from '#contract';
import { parseDocumentId, type DocumentId } from '#kernel';

export class AnswersOwed extends ReadPage {
  @Parsed(parseDocumentId, {
    nullable: true,
    standard: true,
    description: 'The last row already seen: `next` of the page before.',
  })
  readonly after: DocumentId | null = null;
  @Flag({ standard: true, description: 'Answered ones too; otherwise what is still owed.' })
  readonly all: boolean = false;
}
