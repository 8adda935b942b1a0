import {
  Inject,
  Module,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { SessionLimits } from '#access';
import { Cases } from '#capabilities/cases';
import { Uploads } from '#capabilities/attachments/uploads.rows';
import { AdmissionModule } from '#capabilities/sessions/admission.module';
import { RecordRefusals } from '#capabilities/sessions/record-refusals.jobs';
import { LIMITS, LOGIN_ORIGIN, SIDE, SUBMISSION } from '#capabilities/tokens';
import { Journal } from '#journal';
import { SubmitDispatch } from '#journey/01-submit';
import { FileDispatch } from '#journey/submit/file-dispatch';
import { TakeFiles } from '#journey/submit/take-files';
import type { Side } from '#kernel';
import { Mailbox } from '#mailbox';
import { AttachmentReader, ObjectStore } from '#objects';
import type { ServiceRuntime } from '#service-runtime';
import { Scanner } from '#scan';
import { Store } from '#store';
import { KeyRing, TrustStore } from '#trust';

type Submitting = ConstructorParameters<typeof SubmitDispatch>;
type Filing = ConstructorParameters<typeof FileDispatch>;
type Taking = ConstructorParameters<typeof TakeFiles>;

export type DeskRuntime = Pick<
  ServiceRuntime,
  'store' | 'trust' | 'journal' | 'cases' | 'keys' | 'mailbox' | 'schedule' | 'close'
>;

export interface DeskParts {
  readonly runtime: DeskRuntime;
  readonly side: Side;
  readonly objects: ObjectStore;
  readonly scanner: Scanner;
  readonly limits: SessionLimits & Submitting[6] & Filing[5];
  readonly loginOrigin: string;
}

export const RUNTIME = Symbol('runtime');

@Module({})
export class DeskModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    @Inject(RUNTIME) private readonly runtime: DeskRuntime,
    private readonly refusals: RecordRefusals,
  ) {}

  static register({
    runtime,
    side,
    objects,
    scanner,
    limits,
    loginOrigin,
  }: DeskParts): DynamicModule {
    const { store, trust, journal, cases, keys, mailbox } = runtime;
    return {
      module: DeskModule,
      global: true,
      imports: [AdmissionModule.register({ store, trust, journal, limits })],
      providers: [
        { provide: RUNTIME, useValue: runtime },
        { provide: SIDE, useValue: side },
        { provide: LOGIN_ORIGIN, useValue: loginOrigin },
        { provide: Cases, useValue: cases },
        { provide: KeyRing, useValue: keys },
        { provide: Mailbox, useValue: mailbox },
        { provide: ObjectStore, useValue: objects },
        { provide: Scanner, useValue: scanner },
        { provide: AttachmentReader, useValue: new AttachmentReader(objects) },
        { provide: Uploads, useValue: new Uploads(keys) },
        ...submission,
      ],
      exports: [
        ...[RUNTIME, SIDE, LOGIN_ORIGIN, SUBMISSION],
        ...[Cases, KeyRing, Mailbox, ObjectStore, Scanner, AttachmentReader, Uploads],
        SubmitDispatch,
      ],
    };
  }

  onApplicationBootstrap(): void {
    const run = (): Promise<boolean> => this.refusals.run().then(() => false);
    this.runtime.schedule({ wake: 'refusals', run, pollMs: 60_000 });
  }

  /** Closes the database last, because other modules may still write while they close. */
  onApplicationShutdown(): Promise<void> {
    return this.runtime.close();
  }
}

// Step 01 of the journey, built here because `libs/journey` is free of Nest.
const submission = [
  {
    provide: TakeFiles,
    inject: [Uploads, AttachmentReader],
    useFactory: (...parts: Taking) => new TakeFiles(...parts),
  },
  {
    provide: FileDispatch,
    inject: [TrustStore, Cases, Mailbox, Journal, TakeFiles, LIMITS],
    useFactory: (...parts: Filing) => new FileDispatch(...parts),
  },
  {
    provide: SubmitDispatch,
    inject: [Store, TrustStore, Cases, Journal, FileDispatch, SIDE, LIMITS],
    useFactory: (...parts: Submitting) => new SubmitDispatch(...parts),
  },
  { provide: SUBMISSION, useExisting: SubmitDispatch },
];
