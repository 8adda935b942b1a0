import { Module } from '@nestjs/common';
import { WaiversHandlers } from './waivers.handlers.js';
import { Waivers } from './waivers.service.js';

@Module({ controllers: [WaiversHandlers], providers: [Waivers] })
export class WaiversModule {}
