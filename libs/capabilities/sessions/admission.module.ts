import { Module, type DynamicModule } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import type { SessionLimits } from '#access';
import { LIMITS } from '#capabilities/tokens';
import { Journal } from '#journal';
import { AdmitOfficer, ADMITS, busExceptionProvider } from '#service';
import { Store } from '#store';
import { TrustStore } from '#trust';
import { RecordRefusals } from './record-refusals.jobs.js';
import { Sessions } from './sessions.service.js';

export interface AdmissionParts {
  readonly store: Store;
  readonly trust: TrustStore;
  readonly journal: Journal;
  readonly limits: SessionLimits;
}

@Module({})
export class AdmissionModule {
  static register({ store, trust, journal, limits }: AdmissionParts): DynamicModule {
    return {
      module: AdmissionModule,
      global: true,
      providers: [
        busExceptionProvider,
        { provide: ADMITS, useExisting: Sessions },
        { provide: APP_INTERCEPTOR, useClass: AdmitOfficer },
        { provide: Store, useValue: store },
        { provide: TrustStore, useValue: trust },
        { provide: Journal, useValue: journal },
        { provide: LIMITS, useValue: limits },
        RecordRefusals,
        Sessions,
      ],
      exports: [ADMITS, Store, TrustStore, Journal, LIMITS, RecordRefusals, Sessions],
    };
  }
}
