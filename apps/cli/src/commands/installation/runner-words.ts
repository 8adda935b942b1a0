import { diskText } from '#runtime';
import { say, sayDetail } from '#language/console';
import { sayCount } from '#language/count';
import { explain } from '../../print/explain.js';
import type { RunnerEvent } from '../../running/state-runner.js';

type Kind = RunnerEvent['kind'];
type EventOf<K extends Kind> = Extract<RunnerEvent, { readonly kind: K }>;

const refused = (what: string, error: unknown): string => [what, ...explain(error)].join('\n');

function exitWords({ name, signal, code }: EventOf<'exit'>): string {
  return say('runner.ended', { name, signal: signal ?? say('runner.code', { code: code ?? '?' }) });
}

function diskWords({ level, space }: EventOf<'disk'>): string {
  const found = say('runner.found', { space: sayDetail(diskText(space)) });
  if (level === 'OK') return found;
  if (level === 'LOW') return say('runner.makeRoomSoon', { found });
  return say('runner.nothingTakenNeighboursUntil', { found });
}

const subkeyWords = {
  made: 'runner.subkeyMade',
  published: 'runner.subkeyPublished',
  destroyed: 'runner.subkeyDestroyed',
} as const;

const words: { readonly [K in Kind]: (event: EventOf<K>) => string | undefined } = {
  ready: ({ name }) => say('runner.ready', { name }),
  exit: exitWords,
  restart: () => undefined,
  failure: ({ name, error }) =>
    explain(error)
      .map((line) => say('program.named', { name, text: line.trim() }))
      .join('\n'),
  links: ({ links }) => sayCount('runner.links', { links }),
  epoch: ({ epoch, compartment }) => say('runner.epoch', { epoch, compartment }),
  'epoch-destroyed': ({ epoch, compartment }) =>
    say('runner.epochDestroyed', { epoch, compartment }),
  'epoch-refused': ({ error }) => refused(say('runner.storageKeysEpochsCould'), error),
  subkey: ({ subkey, key, did }) => say(subkeyWords[did], { subkey, key }),
  'subkeys-refused': ({ error }) => refused(say('runner.subkeysCouldNotLooked'), error),
  disk: diskWords,
  'disk-reserve': ({ did, space }) =>
    did === 'released'
      ? say('runner.diskReserveGivenDatabase', { space: sayDetail(diskText(space)) })
      : undefined,
  'border-storage': () => say('runner.borderStorage'),
  'links-refused': ({ error }) => refused(say('runner.borderLinksStayThey'), error),
};

export const describe = (event: RunnerEvent): string | undefined =>
  (words[event.kind] as (said: RunnerEvent) => string | undefined)(event);
