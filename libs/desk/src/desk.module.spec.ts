import { describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { AttachmentsModule } from '#capabilities/attachments/attachments.module';
import { UploadAttachment } from '#capabilities/attachments/upload-attachment.service';
import { SIDE, SUBMISSION } from '#capabilities/tokens';
import { SubmitDispatch } from '#journey/01-submit';
import { ObjectStore } from '#objects';
import { Scanner } from '#scan';
import { callOptions } from '#service';
import { Store } from '#store';
import { DeskModule, type DeskRuntime } from './desk.module.js';

@Module({ imports: [AttachmentsModule] })
class Desk {}

describe('a service of officers', () => {
  it('has the parts of its runtime, closes calls first, then uploads, its runtime last', async () => {
    const done: string[] = [];
    const note = (what: string) => (): Promise<void> => {
      done.push(what);
      return Promise.resolve();
    };
    const schedule = ({ wake }: { readonly wake: string }) => {
      done.push(`keeps ${wake}`);
      return note('never');
    };
    // Modules only need the classes; no part is used.
    const part = (members: object = {}): unknown => members;
    const store = part() as Store;
    const parts = { trust: {}, journal: {}, cases: {}, keys: {}, mailbox: {} };
    const desk = DeskModule.register({
      runtime: part({ ...parts, store, schedule, close: note('runtime') }) as DeskRuntime,
      side: 'ASKED',
      objects: part() as ObjectStore,
      scanner: new Scanner(''),
      limits: part() as never,
      loginOrigin: 'https://gateway.example',
    });
    const module = await Test.createTestingModule({ imports: [desk, Desk] }).compile();
    const source = { open: note('calls open'), close: note('calls') };
    const app = module.createNestMicroservice(callOptions('inbox', () => source));
    app.get(UploadAttachment).close = note('uploads');
    await app.listen();
    expect(app.get(Store)).toBe(store);
    expect(app.get(SIDE)).toBe('ASKED');
    expect(app.get(SUBMISSION)).toBeInstanceOf(SubmitDispatch);
    expect(app.get(SUBMISSION)).toBe(app.get(SubmitDispatch));
    await app.close();
    expect(done).toEqual(['keeps refusals', 'calls open', 'calls', 'uploads', 'runtime']);
  });
});
