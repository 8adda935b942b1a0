// Settings of the server, written anew before each start, so that a change by hand does not last.
const settings: Readonly<Record<string, string>> = {
  // No network: the only way in is a socket file that only its owner may open.
  listen_addresses: "''",
  unix_socket_permissions: '0700',
  // A commit must survive a power cut.
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  password_encryption: 'scram-sha-256',
  max_connections: '80',
  shared_buffers: '64MB',
  max_wal_size: '512MB',
  min_wal_size: '80MB',
  random_page_cost: '1.1',
  jit: 'off',
  timezone: "'UTC'",
  log_timezone: "'UTC'",
  // The log must not quote rows: no statements, parameters, DETAIL (holds key values) or statement errors (quote
  // invalid input). Clients get the SQLSTATE.
  log_destination: "'stderr'",
  logging_collector: 'off',
  log_statement: "'none'",
  log_min_duration_statement: '-1',
  log_min_error_statement: 'panic',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_error_verbosity: 'terse',
  log_min_messages: 'log',
};

const quoted = (value: string): string => `'${value.replaceAll("'", "''")}'`;

export function postgresqlConf(socketDir: string, port: number): string {
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
  return [`unix_socket_directories = ${quoted(socketDir)}`, `port = ${port}`, ...lines, ''].join(
    '\n',
  );
}

export const hbaConf = 'local all all scram-sha-256\n';
