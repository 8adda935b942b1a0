import { parseAuthorityId, parseOfficerId, type AuthorityId, type OfficerId } from '#kernel';
import { say } from '#language/console';
import { CliError } from '../errors.js';

export interface NamedAuthority {
  readonly authority: AuthorityId;
  readonly name: string;
}
export interface CertifiedRegistrar {
  readonly registrar: OfficerId;
  readonly certificateFile: string;
}
export interface OfficerAt {
  readonly officer: OfficerId;
  readonly authority: AuthorityId;
}

function pair(text: string, allowed: string): readonly [string, string] {
  const at = text.indexOf('=');
  if (at < 1 || at === text.length - 1) throw new CliError('CLI_USAGE', allowed);
  return [text.slice(0, at), text.slice(at + 1)];
}

export function parseNamedAuthority(text: string): NamedAuthority {
  const [id, name] = pair(text, say('names.allowedAuthority'));
  return { authority: parseAuthorityId(id), name };
}

export function parseRegistrar(text: string): CertifiedRegistrar {
  const [id, certificateFile] = pair(text, say('names.allowedRegistrar'));
  return { registrar: parseOfficerId(id), certificateFile };
}

export function parseOfficerAt(text: string): OfficerAt {
  const [officer, authority, ...more] = text.split('@');
  if (more.length > 0 || authority === undefined)
    throw new CliError('CLI_USAGE', say('names.allowedOfficerAuthority'));
  return { officer: parseOfficerId(officer), authority: parseAuthorityId(authority) };
}

const bracketed = /<([^<>]*)>$/;

/**
 * Officer named in a certificate's user id: `officer@authority`, or text that ends with `<officer@authority>`. Undefined for
 * other text. Pure.
 */
export function officerNamedBy(userId: string): OfficerAt | undefined {
  try {
    return parseOfficerAt(bracketed.exec(userId)?.[1] ?? userId);
  } catch {
    return undefined;
  }
}

export function assertDistinct(option: string, names: readonly string[]): void {
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined)
    throw new CliError('CLI_USAGE', say('names.givenTwice', { option, twice }));
}
