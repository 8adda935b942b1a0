import { parseSettings, type Settings } from '#config';
import { joined, type Fingerprint, type StateCode } from '#kernel';
import { CliError } from '../errors.js';
import { databaseName, type Layout } from './layout.js';

export interface SettingsPlan {
  readonly state: StateCode;
  readonly rootFingerprint: Fingerprint;
  readonly http: { readonly host: string; readonly port: number; readonly origin: string };
  readonly socketDir: string;
  readonly logOrigin: string;
}

export const innerPorts = (http: number) => ({
  bus: http + 1,
  border: http + 2,
  monitor: http + 3,
});

export function composeSettings(
  layout: Layout,
  plan: SettingsPlan,
): { readonly text: string; readonly settings: Settings } {
  const ports = innerPorts(plan.http.port);
  const http = layout.certificate('http');
  const border = layout.certificate('border-exchange');
  const file = {
    state: plan.state,
    rootFingerprint: plan.rootFingerprint,
    dataDir: layout.dir,
    keysDir: layout.keys,
    objectsDir: layout.objects,
    http: { ...plan.http, certFile: http.certificateFile, keyFile: http.keyFile },
    database: { socketDir: plan.socketDir, name: databaseName, passwordDir: layout.secrets },
    bus: {
      url: `tls://127.0.0.1:${ports.bus}`,
      caFile: layout.servicesAuthority,
      seedDir: layout.secrets,
    },
    border: {
      url: `tls://127.0.0.1:${ports.border}`,
      monitorUrl: `http://127.0.0.1:${ports.monitor}`,
      caFile: layout.servicesAuthority,
      certFile: border.certificateFile,
      keyFile: border.keyFile,
      seedFile: layout.borderSeed,
    },
    log: { origin: plan.logOrigin, headFile: layout.logHead },
  };
  const { settings, problems } = parseSettings('cli', { file, env: {} });
  if (settings === undefined) throw new CliError('CLI_USAGE', joined(problems, '\n'));
  return { text: `${JSON.stringify(file, undefined, 2)}\n`, settings };
}
