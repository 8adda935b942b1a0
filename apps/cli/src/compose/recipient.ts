import { parseAuthorityId, parseStateCode, type AuthorityAddress } from '#kernel';
import type { AuthorityView } from '#capabilities/directory/directory.contract';
import { say } from '#language/console';
import { CliError } from '../errors.js';
import { distance } from './edit-distance.js';

const mostNamed = 3;
const longestCompared = 80;

export const named = ({ state, authority }: AuthorityAddress): string =>
  say('recipient.named', { authority, state });

const nameOf = ({ state, authority }: AuthorityAddress): string => `${state}/${authority}`;

/** Lists up to three authorities whose code or name is most similar to `text`. Omits authorities without link or keys. Pure. */
export function nearest(text: string, known: readonly AuthorityView[]): readonly string[] {
  const said = text.slice(0, longestCompared).trim().toLowerCase();
  const far = ({ state, authority, name }: AuthorityView): number =>
    Math.min(
      ...[`${state}/${authority}`, authority, `${state} ${authority}`, name].map((each) =>
        distance(said, each.slice(0, longestCompared).toLowerCase()),
      ),
    );
  return known
    .filter(({ link, keys }) => link !== null && keys.length > 0)
    .map((each) => ({ name: nameOf(each), far: far(each) }))
    .sort((a, b) => a.far - b.far || (a.name < b.name ? -1 : 1))
    .slice(0, mostNamed)
    .map(({ name }) => name);
}

export function notKnown(text: string, known: readonly AuthorityView[]): string {
  const near = nearest(text, known);
  const said = say('recipient.notKnown', { text: text.slice(0, longestCompared) });
  return near.length === 0
    ? say('recipient.noAuthorityNeighbourConfirmed', { said })
    : say('recipient.nearest', { said, near: near.join(', ') });
}

export function recipientNamed(text: string, known: readonly AuthorityView[]): AuthorityAddress {
  const said = text.trim().toLowerCase();
  const found = known.find((each) => nameOf(each).toLowerCase() === said);
  if (found === undefined) throw new CliError('CLI_NO_RECIPIENT', notKnown(text, known));
  return { state: found.state, authority: found.authority };
}

export function addressIn(text: string): AuthorityAddress | undefined {
  const [state = '', authority = ''] = text.trim().split('/');
  try {
    return {
      state: parseStateCode(state.toUpperCase()),
      authority: parseAuthorityId(authority.toLowerCase()),
    };
  } catch {
    return undefined;
  }
}
