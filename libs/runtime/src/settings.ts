import { phrase, joined } from '#kernel';
import { createHash } from 'node:crypto';
import { RuntimeError } from './errors.js';
import {
  canonicalSettings,
  parseSettings,
  readSettingsText,
  settingsVariable,
  type Settings,
} from '#config';
import { readOwned } from './secret-file.js';

export interface LoadedSettings {
  readonly settings: Settings;
  /** SHA-256 (hex) of the settings in canonical order. Each event of the custody log contains this hash. */
  readonly hash: string;
  readonly path: string;
}

/**
 * Reads and checks the settings file of a State. @throws RuntimeError HOST_SETTINGS_INVALID; `detail` lists every problem,
 * one per line
 */
export function loadSettings(
  service: string,
  path: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): LoadedSettings {
  const read = readSettingsText(readOwned(path));
  if (read.problems !== undefined)
    throw new RuntimeError(
      'HOST_SETTINGS_INVALID',
      joined(
        read.problems.map((problem) => phrase`${path}: ${problem}`),
        '\n',
      ),
    );
  const { settings, problems } = parseSettings(service, { file: read.file, env });
  if (settings === undefined)
    throw new RuntimeError('HOST_SETTINGS_INVALID', joined(problems, '\n'));
  const hash = createHash('sha256').update(canonicalSettings(settings)).digest('hex');
  return { settings, hash, path };
}

/**
 * Path of the settings file: from `--settings PATH`, else from the variable LIAISE_SETTINGS.
 * @throws RuntimeError HOST_SETTINGS_INVALID when neither is given
 */
export function settingsPath(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = process.env,
): string {
  const at = args.indexOf('--settings');
  const path = at >= 0 ? args[at + 1] : env[settingsVariable];
  if (path === undefined || path === '')
    throw new RuntimeError(
      'HOST_SETTINGS_INVALID',
      phrase`--settings: found nothing; allowed: path of the settings file, here or in ${settingsVariable}`,
    );
  return path;
}
