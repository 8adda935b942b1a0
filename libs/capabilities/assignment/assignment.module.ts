import { Module } from '@nestjs/common';
import { AssignmentHandlers } from './assignment.handlers.js';
import { ClaimRequest } from './claim-request.service.js';
import { ReadNotices } from './desk-notices.queries.js';
import { AssignRequests } from './assign-requests.service.js';

@Module({
  controllers: [AssignmentHandlers],
  providers: [ClaimRequest, AssignRequests, ReadNotices],
})
export class AssignmentModule {}
