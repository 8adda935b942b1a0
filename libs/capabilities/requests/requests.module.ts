import { Module } from '@nestjs/common';
import { DeliveriesHandlers } from '#capabilities/requests/deliveries/deliveries.handlers';
import { ReadDelivery } from '#capabilities/requests/deliveries/read-delivery.queries';
import { ReadDocuments } from './read-documents.queries.js';
import { ReadReceipt } from './read-receipt.queries.js';
import { ReadThread } from './read-thread.queries.js';
import { SubmissionsHandlers } from '#capabilities/requests/submissions/submissions.handlers';
import { ThreadsHandlers } from './threads.handlers.js';

const services = [ReadDelivery, ReadDocuments, ReadReceipt, ReadThread];

const handlers = [ThreadsHandlers, SubmissionsHandlers, DeliveriesHandlers];

@Module({ controllers: handlers, providers: services, exports: services })
export class RequestsModule {}
