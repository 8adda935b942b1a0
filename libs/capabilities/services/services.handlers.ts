import { Controller } from '@nestjs/common';
import { Handles } from '#service';
import { readServices, type ServicesView } from './services.contract.js';
import { ReadServices } from './services.queries.js';

@Controller()
export class ServicesHandlers {
  constructor(private readonly services: ReadServices) {}

  @Handles(readServices)
  status(): Promise<ServicesView> {
    return this.services.readServices();
  }
}
