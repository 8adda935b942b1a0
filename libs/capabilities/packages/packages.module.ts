import { Module } from '@nestjs/common';
import { PackagesHandlers } from './packages.handlers.js';
import { AskPackages, DeliverPackages } from './packages.service.js';

@Module({ controllers: [PackagesHandlers], providers: [AskPackages, DeliverPackages] })
export class PackagesModule {}
