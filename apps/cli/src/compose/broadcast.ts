import { broadcastLimits } from '#capabilities/broadcasts/broadcast-limits.model';
import type { AuthorityAddress, Body, BroadcastId, StateCode } from '#kernel';
import { say } from '#language/console';
import { CliError } from '../errors.js';
import type { OpeningDraft } from './draft.js';
import { named } from './recipient.js';

export interface BroadcastPlan {
  readonly id: BroadcastId;
  readonly alsoTo: readonly AuthorityAddress[];
  readonly proportionality: string | undefined;
  readonly sayToWhom: boolean;
}

/**
 * Makes one copy of the request for each authority, `draft.to` first. Pure. @throws CliError CLI_USAGE for too many
 * authorities, an authority named twice, or missing `proportionality`
 */
export function broadcastDrafts(
  draft: OpeningDraft<'request'>,
  { id, alsoTo, proportionality, sayToWhom }: BroadcastPlan,
): OpeningDraft<'request'>[] {
  const all = [draft.to, ...alsoTo];
  if (all.length > broadcastLimits.members)
    throw new CliError(
      'CLI_USAGE',
      say('composeBroadcast.mostAuthorities', { members: broadcastLimits.members }),
    );
  const names = all.map(named);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined)
    throw new CliError('CLI_USAGE', say('composeBroadcast.namedTwice', { twice }));
  if (proportionality === undefined || proportionality.trim() === '')
    throw new CliError('CLI_USAGE', say('composeBroadcast.proportionalityWhyProportionateAsk'));
  return all.map((to) => ({ ...draft, to, body: { ...draft.body, broadcast: part(to) } }));

  function part(to: AuthorityAddress): NonNullable<Body<'request'>['broadcast']> {
    const others = new Set<StateCode>(all.filter((each) => each !== to).map(({ state }) => state));
    others.delete(to.state);
    const alsoSentTo = [...others].map((state) => ({ state }));
    const said = sayToWhom && alsoSentTo.length > 0 ? { alsoSentTo } : {};
    return { id, proportionality: proportionality ?? '', ...said };
  }
}
