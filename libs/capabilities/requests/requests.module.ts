import { Module } from '@nestjs/common';
import { ReadDelivery } from './read-delivery.queries.js';
import { ReadDocuments } from './read-documents.queries.js';
import { ReadReceipt } from './read-receipt.queries.js';
import { ReadThread } from './read-thread.queries.js';

const services = [ReadDelivery, ReadDocuments, ReadReceipt, ReadThread];

@Module({ providers: services, exports: services })
export class RequestsModule {}
