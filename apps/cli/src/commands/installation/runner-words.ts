import { diskText } from '#runtime';
import { explain } from '../../explain.js';
import type { RunnerEvent } from '../../running/state-runner.js';

type Kind = RunnerEvent['kind'];
type EventOf<K extends Kind> = Extract<RunnerEvent, { readonly kind: K }>;

const refused = (what: string, error: unknown): string => [what, ...explain(error)].join('\n');

function exitWords({ name, signal, code }: EventOf<'exit'>): string {
  return `${name}: ended (${signal ?? `code ${code ?? '?'}`})`;
}

function diskWords({ level, space }: EventOf<'disk'>): string {
  const found = `disk: ${diskText(space)}`;
  if (level === 'OK') return found;
  if (level === 'LOW') return `${found}; make room soon`;
  return `${found}; nothing is taken from neighbours until there is room: make room`;
}

const words: { readonly [K in Kind]: (event: EventOf<K>) => string | undefined } = {
  ready: ({ name }) => `${name}: ready`,
  exit: exitWords,
  restart: () => undefined,
  failure: ({ name, error }) =>
    explain(error)
      .map((line) => `${name}: ${line.trim()}`)
      .join('\n'),
  links: ({ links }) => `border: ${links === 1 ? '1 link' : `${links} links`}; starts again for it`,
  epoch: ({ epoch, compartment }) => `storage keys: epoch ${epoch} of ${compartment} begins`,
  'epoch-destroyed': ({ epoch, compartment }) =>
    `storage keys: epoch ${epoch} of ${compartment} is destroyed`,
  'epoch-refused': ({ error }) => refused('storage keys: epochs could not be looked after', error),
  subkey: ({ subkey, key, did }) => `subkeys: ${subkey} of ${key} is ${did}`,
  'subkeys-refused': ({ error }) => refused('subkeys: could not be looked after', error),
  disk: diskWords,
  'disk-reserve': ({ did, space }) =>
    did === 'released'
      ? `disk: ${diskText(space)}; the reserve is given to the database and the logs`
      : undefined,
  'border-storage': () => 'border: its store was closed when the disk was full; starts again',
  'links-refused': ({ error }) => refused('border: the links stay as they were', error),
};

export const describe = (event: RunnerEvent): string | undefined =>
  (words[event.kind] as (said: RunnerEvent) => string | undefined)(event);
