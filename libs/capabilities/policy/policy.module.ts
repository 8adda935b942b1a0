import { Module } from '@nestjs/common';
import { Store } from '#store';
import { TrustStore } from '#trust';
import { PolicyHandlers } from './policy.handlers.js';
import { CheckPolicy } from './policy.service.js';

@Module({
  controllers: [PolicyHandlers],
  providers: [
    {
      // The sealer uses the same file without a framework.
      provide: CheckPolicy,
      inject: [Store, TrustStore],
      useFactory: (store: Store, trust: TrustStore) => new CheckPolicy(store, trust),
    },
  ],
})
export class PolicyModule {}
