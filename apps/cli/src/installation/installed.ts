import type { Settings } from '#config';
import { say } from '#language/console';
import { loadSettings } from '#runtime';
import type { Context } from '../context.js';
import type { Gateway } from '../api/client.js';
import { CliError } from '../errors.js';
import { formatAddress } from './border-settings.js';
import { exists, readText } from './files.js';
import { Layout } from './layout.js';

export interface Installed {
  readonly layout: Layout;
  readonly settings: Settings;
}

export async function openInstallation(dir: string, context: Context): Promise<Installed> {
  const layout = new Layout(dir);
  if (!(await exists(layout.settings))) throw new CliError('CLI_NOT_INSTALLED', layout.dir);
  return { layout, settings: loadSettings('cli', layout.settings, context.env).settings };
}

export const notRunning = (dir: string, cause?: unknown): CliError =>
  new CliError('CLI_NOT_RUNNING', say('installed.startIt', { dir }), cause);

export function localApi({ http }: Settings): { readonly host: string; readonly port: number } {
  const host = ['0.0.0.0', '::'].includes(http.host) ? '127.0.0.1' : http.host;
  return { host, port: http.port };
}

export async function localGateway({ layout, settings }: Installed): Promise<Gateway> {
  const origin = `https://${formatAddress(localApi(settings))}`;
  return { origin, ca: await readText(layout.servicesAuthority) };
}
