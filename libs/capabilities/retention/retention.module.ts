import { Module } from '@nestjs/common';
import { RetentionHandlers } from './retention.handlers.js';
import { RetentionReviews } from './retention-reviews.service.js';

@Module({ controllers: [RetentionHandlers], providers: [RetentionReviews] })
export class RetentionModule {}
