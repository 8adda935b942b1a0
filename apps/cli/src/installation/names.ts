import { parseAuthorityId, parseOfficerId, type AuthorityId, type OfficerId } from '#kernel';
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

/** `id=rest`; both parts must be there. */
function pair(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  if (at < 1 || at === text.length - 1) throw new CliError('CLI_USAGE', 'allowed: NAME=VALUE');
  return [text.slice(0, at), text.slice(at + 1)];
}

/** `border-police=Border Police`. Pure. @throws CliError CLI_USAGE, KernelError VALUE_INVALID */
export function parseNamedAuthority(text: string): NamedAuthority {
  const [id, name] = pair(text);
  return { authority: parseAuthorityId(id), name };
}

/** `m.horvat=/media/card/horvat.cert`. Pure. @throws CliError CLI_USAGE, KernelError VALUE_INVALID */
export function parseRegistrar(text: string): CertifiedRegistrar {
  const [id, certificateFile] = pair(text);
  return { registrar: parseOfficerId(id), certificateFile };
}

/** `a.novak@border-police`. Pure. @throws CliError CLI_USAGE, KernelError VALUE_INVALID */
export function parseOfficerAt(text: string): OfficerAt {
  const [officer, authority, ...more] = text.split('@');
  if (more.length > 0 || authority === undefined)
    throw new CliError('CLI_USAGE', 'allowed: OFFICER@AUTHORITY');
  return { officer: parseOfficerId(officer), authority: parseAuthorityId(authority) };
}

/** The same name twice would be certified twice. @throws CliError CLI_USAGE */
export function requireDistinct(option: string, names: readonly string[]): void {
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new CliError('CLI_USAGE', `${option}: ${twice} is given twice`);
}
