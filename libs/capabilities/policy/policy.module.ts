import { Module } from '@nestjs/common';
import { Store } from '#store';
import { TrustStore } from '#trust';
import { CheckPolicy } from './policy.service.js';

@Module({
  providers: [
    {
      // The sealer judges by the same file, and loads no framework.
      provide: CheckPolicy,
      inject: [Store, TrustStore],
      useFactory: (store: Store, trust: TrustStore) => new CheckPolicy(store, trust),
    },
  ],
  exports: [CheckPolicy],
})
export class PolicyModule {}
