import { Module } from '@nestjs/common';
import { RetentionHandlers } from './retention.handlers.js';
import { ReviewFiles } from './reviews.service.js';

@Module({ controllers: [RetentionHandlers], providers: [ReviewFiles] })
export class RetentionModule {}
