import { Module } from '@nestjs/common';
import { PackagesHandlers } from './packages.handlers.js';
import { GiveCertificates } from './certifying/give-certificate.service.js';
import { HandOver } from './life/hand-over.service.js';
import { AskPackages, DeliverPackages } from './packages.service.js';

@Module({
  controllers: [PackagesHandlers],
  providers: [AskPackages, DeliverPackages, HandOver, GiveCertificates],
})
export class PackagesModule {}
