import { parseAuthorityId, parseOfficerId, type AuthorityId, type OfficerId } from '#model';
import { CliError } from '../errors.js';

/** `id=rest`; both parts must be there. */
function pair(option: string, text: string): readonly [string, string] {
  const at = text.indexOf('=');
  if (at < 1 || at === text.length - 1)
    throw new CliError(
      'CLI_USAGE',
      `${option}: found ${JSON.stringify(text)}; allowed: NAME=VALUE`,
    );
  return [text.slice(0, at), text.slice(at + 1)];
}

/** `border-police=Border Police`. Pure. @throws CliError CLI_USAGE, ModelError VALUE_INVALID */
export function parseNamedAuthority(text: string): { authority: AuthorityId; name: string } {
  const [id, name] = pair('--authority', text);
  return { authority: parseAuthorityId(id), name };
}

/** `m.horvat=/media/card/horvat.cert`. Pure. @throws CliError CLI_USAGE, ModelError VALUE_INVALID */
export function parseRegistrar(text: string): { registrar: OfficerId; certificateFile: string } {
  const [id, certificateFile] = pair('--registrar', text);
  return { registrar: parseOfficerId(id), certificateFile };
}

/** `a.novak@border-police`. Pure. @throws CliError CLI_USAGE, ModelError VALUE_INVALID */
export function parseOfficerAt(text: string): { officer: OfficerId; authority: AuthorityId } {
  const [officer, authority, ...more] = text.split('@');
  if (more.length > 0 || authority === undefined)
    throw new CliError('CLI_USAGE', '--officer: allowed: OFFICER@AUTHORITY');
  return { officer: parseOfficerId(officer), authority: parseAuthorityId(authority) };
}

/** The same name twice would be certified twice. @throws CliError CLI_USAGE */
export function requireDistinct(option: string, names: readonly string[]): void {
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new CliError('CLI_USAGE', `${option}: ${twice} is given twice`);
}
