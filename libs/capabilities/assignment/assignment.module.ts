import { Module } from '@nestjs/common';
import { ClaimRequest } from './claim-request.service.js';
import { HandRequests } from './hand-requests.service.js';
import { ReadNotices } from './desk-notices.queries.js';

const services = [ClaimRequest, HandRequests, ReadNotices];

@Module({ providers: services, exports: services })
export class AssignmentModule {}
