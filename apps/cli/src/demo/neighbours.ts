import { join } from 'node:path';
import { say } from '#language/console';
import { list, object, text } from '../api/shape.js';
import { pointView } from '../api/gen/readers.js';
import { addPeer } from '../commands/peers/peer.js';
import { addStatus } from '../commands/installation/status.js';
import type { Context } from '../context.js';
import { CliError } from '../errors.js';
import type { DemoState } from './demo-state.js';
import type { Narrator } from './narrator.js';
import { perform } from './person.js';
import { until } from './until.js';

export interface Peering {
  readonly linkId: string;
  readonly words: readonly string[];
}

const accepted = object({ linkId: text, words: list(text, 12) });

export async function makeNeighbours(
  [inviting, accepting]: readonly [DemoState, DemoState],
  dir: string,
  context: Context,
  narrator: Narrator,
): Promise<Peering> {
  const [invitation, acceptance] = [join(dir, 'invitation.json'), join(dir, 'acceptance.json')];
  const { dir: invitingDir } = inviting.layout;
  await perform(object({ linkId: text }), context, addPeer, [
    ...['peer', 'invite', '--dir', invitingDir, '--connect', '--out', invitation],
  ]);
  const met = await perform(accepted, context, addPeer, [
    ...['peer', 'accept', invitation, '--dir', accepting.layout.dir, '--out', acceptance],
    ...['--address', `127.0.0.1:${accepting.ports.line}`],
  ]);
  narrator.tell(
    say('neighbours.bothSidesReadSame'),
    ...[0, 6].map((at) => `      ${met.words.slice(at, at + 6).join('  ')}`),
  );
  const before = [inviting, accepting].map((state) => state.pidOf('exchange'));
  // The listening side first, so that the other finds it open.
  for (const state of [accepting, inviting])
    await confirm(state, [invitation, acceptance], { dir, words: met.words }, context);
  for (const [i, state] of [inviting, accepting].entries())
    await untilLinked(state, before[i], context, narrator);
  return met;
}

async function confirm(
  state: DemoState,
  files: readonly string[],
  { dir, words }: { readonly dir: string; readonly words: readonly string[] },
  context: Context,
): Promise<void> {
  const { script, layout, origin } = state;
  const grant = join(dir, `peer-${script.state.toLowerCase()}.json`);
  const [one, two] = script.administrators.map((name) => state.keyOf(name));
  const run = (...args: readonly string[]) =>
    perform((value) => value, context, addPeer, [
      ...['peer', 'confirm', ...files, '--state', script.state, '--yes'],
      ...args,
    ]);
  const wordsOption = ['--heard', words.join(' ')];
  await run('--key', one ?? '', ...wordsOption, '--out', grant);
  await run('--key', two ?? '', ...wordsOption, '--cosign', grant);
  const there = ['--url', origin, '--ca', layout.servicesAuthority];
  pointView(await run('--submit', grant, ...there, '--dir', layout.dir));
}

const found = object({
  peers: list(object({ peer: text, directory: (value) => value }), 16),
});

async function untilLinked(
  state: DemoState,
  before: number | undefined,
  context: Context,
  narrator: Narrator,
): Promise<void> {
  const { script } = state;
  const administrator = state.person(script.administrators[0]);
  const { peers } = await administrator.does(found, addPeer, 'peer', 'list');
  if (peers.length !== 1)
    throw new CliError('CLI_DEMO_FAILED', say('neighbours.noNeighbour', { state: script.state }));
  // Border and exchange start again for a new link: an exchange of before is about to end.
  await until(say('neighbours.linkUp', { state: script.state }), async () =>
    state.pidOf('exchange') === before ? undefined : linkIs(state, context, true),
  );
  narrator.working(say('neighbours.linkIsUp', { state: script.state }));
}

const links = object({ links: list(object({ connected: (value) => value === true }), 16) });

const notYet: readonly string[] = ['CLI_NOT_READY', 'CLI_NOT_RUNNING'];

/**
 * Checks the State's links: `up` true expects a connected link, false expects none. @returns true if the links are as
 * expected, otherwise undefined @throws CliError CLI_DEMO_FAILED if the State is ending
 */
export async function linkIs(
  state: DemoState,
  context: Context,
  up: boolean,
): Promise<true | undefined> {
  if (state.isEnding) throw new CliError('CLI_DEMO_FAILED', say('neighbours.endedBeforeEnd'));
  if (!state.isReady) return undefined;
  const args = ['status', '--dir', state.layout.dir];
  const shown = await perform(links, context, addStatus, args).catch((error: unknown) => {
    // Border and exchange restart for a new link.
    if (error instanceof CliError && notYet.includes(error.code)) return undefined;
    throw error;
  });
  return shown?.links.some(({ connected }) => connected) === up ? true : undefined;
}
