import { readFileSync, writeFileSync } from 'node:fs';
import { liaise, must, type Ended } from '../../support/command.js';
import { until, type Installation } from '../../support/installation.js';
import type { RunningStates } from '../../support/running-states.js';
import {
  documentKinds,
  isRefusedType,
  kinds,
  requestTypeNames,
  type Kind,
  type RequestType,
} from '#kernel';
import { runningStates } from './states.js';

let two: RunningStates;
beforeAll(async () => {
  two = await runningStates();
}, 180_000);

const as = (at: Installation, name: string): string[] => ['--profile', two.profile(at, name)];
const threadIn = (out: string): string => (JSON.parse(out) as { readonly thread: string }).thread;

interface Shown {
  readonly dispatches: readonly {
    readonly kind: string;
    readonly verified: unknown;
    readonly stages: readonly { readonly stage: string }[];
  }[];
}
const story = async (
  at: Installation,
  name: string,
  desk: string,
  thread: string,
  purpose: string,
) =>
  JSON.parse(
    await must([desk, 'show', thread, '--purpose', purpose, ...as(at, name), '--json']),
  ) as Shown;

const opened = (thread: string, purpose: string): Promise<Shown> =>
  until(`the receipts of ${thread}`, 60, async () => {
    const shown = await story(two.a, 'ana', 'request', thread, purpose);
    const stages = shown.dispatches[0]?.stages.map(({ stage }) => stage) ?? [];
    return stages.includes('DELIVERED') && stages.includes('OPENED') ? shown : undefined;
  });

async function edited(group: string, word: string): Promise<{ file: string; purpose: string }> {
  const text = await must([group, 'form', word]);
  const file = two.file(`form-${word}.json`);
  const form = JSON.parse(text) as { to?: object; purpose: string };
  if (form.to !== undefined) form.to = { state: 'XB', authority: 'border-police' };
  writeFileSync(file, JSON.stringify(form));
  return { file, purpose: form.purpose };
}

const life = (words: readonly string[], answer?: string): Promise<Ended> =>
  liaise(['request', 'life', ...words, ...as(two.a, 'ana'), '--json'], { answer });

describe('a life at stake', () => {
  it('is asked in one line, sent after one yes, delivered and opened', async () => {
    const line = ['--to', 'XB/border-police', '--where', '43.1N 15.2E', '--persons', '40'];
    const words = [...line, '--children', 'UNKNOWN', 'Boat adrift, can you rescue?'];
    const { code, out, err, asked } = await life(words, 'yes');
    // Exit code 6 on a slow machine: not delivered within the wait, still queued.
    expect([0, 6]).toContain(code);
    expect(asked).toHaveLength(1);
    expect(err).toMatch("43° 06.00' N, 015° 12.00' E (43.1N 15.2E)");
    const thread = threadIn(out);
    await opened(thread, 'SAFETY_OF_LIFE');
    const list = await must(['inbox', 'list', '--purpose', 'SAFETY_OF_LIFE', ...as(two.b, 'ben')]);
    const short = thread.slice(-8);
    expect(list).toMatch(short);
    const there = await must([
      'inbox',
      'show',
      short,
      '--purpose',
      'SAFETY_OF_LIFE',
      ...as(two.b, 'ben'),
    ]);
    expect(there).toMatch('Boat adrift, can you rescue?');
    expect(there).toMatch("43° 06.00' N, 015° 12.00' E (43.1N 15.2E)");
  }, 120_000);

  it('is not sent without a yes, nor to nobody: the nearest are named', async () => {
    const rest = ['--where', '-43.1, 15.2', 'Boat adrift'];
    const no = await life(['--to', 'XB/border-police', ...rest], 'no');
    expect([no.code === 0, no.out, no.asked.length]).toEqual([false, '', 1]);
    expect(no.err).toMatch('CLI_NOT_CONFIRMED');
    expect(no.err).toMatch("43° 06.00' S, 015° 12.00' E");
    const wrong = await life(['--to', 'XB/boarder-polise', ...rest], 'yes');
    expect([wrong.code === 0, wrong.out, wrong.asked]).toEqual([false, '', []]);
    expect(wrong.err).toMatch('CLI_NO_RECIPIENT');
    expect(wrong.err).toMatch('nearest: XB/border-police');
  }, 60_000);
});

describe('the forms that are printed', () => {
  const types = requestTypeNames.filter((type) => !isRefusedType(type));
  const threads = new Map<RequestType, string>();

  it.each(types)(
    'a request of type %s is sent, delivered and opened as it is printed',
    async (type) => {
      const { file, purpose } = await edited('request', type);
      if (type === 'RISK_TO_LIFE')
        expect(readFileSync(file, 'utf8')).not.toMatch('underlyingOffence');
      const send = [
        'request',
        'send',
        file,
        '--yes',
        '--duplicates-seen',
        ...as(two.a, 'ana'),
        '--json',
      ];
      const { code, out, err } = await liaise(send);
      expect([code === 0 || (code === 6 && type === 'RISK_TO_LIFE'), err]).toEqual([true, err]);
      const thread = threadIn(out);
      await opened(thread, purpose);
      threads.set(type, thread);
    },
    120_000,
  );

  const saidIn =
    (thread: string) => async (at: Installation, kind: string, command: readonly string[]) => {
      const [group = '', ...rest] = command;
      const { file } = await edited(group, kind);
      const name = at === two.a ? 'ana' : 'ben';
      await must([group, ...rest, thread, file, '--yes', ...as(at, name)]);
      const other = at === two.a ? two.b : two.a;
      const [who, desk] = at === two.a ? ['ben', 'inbox'] : ['ana', 'request'];
      await until(`${kind} at the other State`, 60, async () => {
        const { dispatches } = await story(other, who, desk, thread, 'INVESTIGATION');
        return dispatches.some((each) => each.kind === kind) && true;
      });
    };

  it('what is said later is taken as it is printed, from both sides', async () => {
    const thread = threads.get('INFORMATION') ?? '';
    const said = saidIn(thread);
    await must(['inbox', 'claim', thread, ...as(two.b, 'ben')]);
    await said(two.b, 'acknowledgement', ['inbox', 'answer']);
    await said(two.b, 'clarification-question', ['inbox', 'answer']);
    await said(two.a, 'clarification', ['request', 'clarify']);
    await said(two.b, 'delay-notice', ['inbox', 'answer']);
    await said(two.b, 'response', ['inbox', 'answer']);
    await said(two.a, 'feedback', ['request', 'close']);
  }, 240_000);

  it('what a type brings of its own is taken as it is printed, too', async () => {
    for (const kind of documentKinds) {
      const { example, place } = kinds[kind] as Kind<unknown>;
      if (example === undefined || place === undefined) continue;
      const type = types.find((each) => place.types.includes(each)) ?? 'INFORMATION';
      await saidIn(threads.get(type) ?? '')(two.a, kind, ['request', 'reply']);
    }
  }, 120_000);
});
