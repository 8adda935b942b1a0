import { Controller } from '@nestjs/common';
import type { Session } from '#access';
import { OfThread } from '#contract';
import { AskedOf, Handles, Officer } from '#service';
import {
  KeepFile,
  keepFile,
  listReviews,
  ReviewsAsked,
  wantErased,
  type FileUnderReview,
  type KeptFile,
  type ReviewPage,
} from './retention.contract.js';
import { RetentionReviews } from './retention-reviews.service.js';

@Controller()
export class RetentionHandlers {
  constructor(private readonly files: RetentionReviews) {}

  @Handles(listReviews)
  listReviews(@Officer() officer: Session, @AskedOf() asked: ReviewsAsked): Promise<ReviewPage> {
    return this.files.listReviews(officer, asked, asked.purpose);
  }

  @Handles(keepFile)
  keepFile(
    @Officer() officer: Session,
    @AskedOf() { thread, reason, until }: KeepFile,
  ): Promise<KeptFile> {
    return this.files.keepFile(officer, thread, reason, until);
  }

  @Handles(wantErased)
  wantErased(
    @Officer() officer: Session,
    @AskedOf() { thread }: OfThread,
  ): Promise<FileUnderReview> {
    return this.files.wantErased(officer, thread);
  }
}
