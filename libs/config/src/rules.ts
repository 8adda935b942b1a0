import { phrase, type Detail } from '#kernel';

/**
 * Rule for one setting; `allowed` describes valid values in words. Does not open files that settings name; the services do
 * this when they start.
 */
export interface Rule<T> {
  readonly accept: (value: unknown) => T | undefined;
  readonly fromText: (text: string) => unknown;
  readonly allowed: Detail;
  /** True if error messages may quote the value. False for settings where people may enter a secret by mistake. */
  readonly showable: boolean;
}

const same = (text: string): unknown => text;

function form(allowed: Detail, test: (text: string) => boolean, showable: boolean): Rule<string> {
  return {
    accept: (value) => (typeof value === 'string' && test(value) ? value : undefined),
    fromText: same,
    allowed,
    showable,
  };
}

export function integer(least: number, most: number): Rule<number> {
  return {
    accept: (value) =>
      typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
        ? value
        : undefined,
    fromText: (text) => (/^(?:0|[1-9]\d{0,14})$/.test(text) ? Number(text) : text),
    allowed: phrase`whole number from ${least} to ${most}`,
    showable: true,
  };
}

export function oneOf<const T extends string>(values: readonly T[]): Rule<T> {
  return {
    accept: (value) => values.find((each) => each === value),
    fromText: same,
    allowed: phrase`one of ${values.map((each) => `\`${each}\``).join(', ')}`,
    showable: true,
  };
}

export const port = integer(1, 65_535);

export const stateCode = form(
  phrase`two capital letters (ISO 3166-1)`,
  (t) => /^[A-Z]{2}$/.test(t),
  true,
);

export const fingerprint = form(
  phrase`full OpenPGP fingerprint: 40 or 64 capital hexadecimal digits`,
  (t) => /^(?:[0-9A-F]{40}|[0-9A-F]{64})$/.test(t),
  true,
);

// Control and separator characters: invisible in a message and in an editor.
const hasControl = (t: string): boolean => /[\p{Cc}\p{Zl}\p{Zp}\ufffd]/u.test(t);

export const optional = (rule: Rule<string>): Rule<string> => ({
  ...rule,
  accept: (value) => (value === '' ? '' : rule.accept(value)),
  allowed: phrase`nothing, or ${rule.allowed}`,
});

// One spelling for each path: paths are later compared as text.
const normal = (t: string): boolean =>
  t.length <= 1_024 &&
  !hasControl(t) &&
  t.startsWith('/') &&
  !t.endsWith(' ') &&
  !t
    .split('/')
    .slice(1)
    .some((part) => part === '' || part === '.' || part === '..');

export const path = form(
  phrase`absolute path without \`.\`, \`..\` or a closing \`/\``,
  normal,
  false,
);

/** Folder of a Unix socket. A socket path holds 107 bytes, of which the file name needs 19. */
export const socketFolder = form(
  phrase`absolute path of at most 88 bytes`,
  (t) => normal(t) && utf8Length(t) <= 88,
  false,
);

export const socketFile = form(
  phrase`absolute path of at most 107 bytes`,
  (t) => normal(t) && utf8Length(t) <= 107,
  false,
);

export const hostName = form(
  phrase`host name or IP address`,
  (t) =>
    /^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/.test(t) || /^[0-9a-fA-F:]{2,39}$/.test(t),
  true,
);

export const databaseName = form(
  phrase`lower-case letters, digits and \`_\`, beginning with a letter, at most 63`,
  (t) => /^[a-z][a-z0-9_]{0,62}$/.test(t),
  true,
);

/** Name of a key in a device (RFC 7512). Refuses a name with a PIN, because the system's process list would show the PIN. */
export const tokenName = form(
  phrase`PKCS#11 name such as \`pkcs11:token=seal;object=seal;type=private\`, without a PIN, at most 500 characters`,
  (t) =>
    t.length <= 500 &&
    /^pkcs11:[A-Za-z0-9%=;&?._~:@/+-]+$/.test(t) &&
    !/pin-(value|source)/.test(t),
  false,
);

export const logOrigin = form(
  phrase`schema-less URL such as \`liaise.example/xa/log\`, at most 200 characters`,
  (t) => t.length <= 200 && /^[a-z0-9][a-z0-9.-]*(\/[a-z0-9._-]+)+$/.test(t),
  true,
);

interface Parts {
  readonly scheme: string;
  readonly host: string;
  readonly port: string | undefined;
  readonly rest: string;
}

// Refuses a user or password in a URL: settings are often shown.
function partsOf(text: string): Parts | undefined {
  const found =
    /^([a-z]+):\/\/(\[[0-9a-fA-F:]{2,39}\]|[A-Za-z0-9.-]{1,253})(?::(\d{1,5}))?(\/.*)?$/.exec(text);
  if (found === null) return undefined;
  const [, scheme = '', host = '', number, rest = ''] = found;
  if (number !== undefined && (number.startsWith('0') || Number(number) > 65_535)) return undefined;
  if (!host.startsWith('[') && hostName.accept(host) === undefined) return undefined;
  return { scheme, host, port: number, rest };
}

const loopback = (host: string): boolean => host === '127.0.0.1';

export const tlsUrl = form(
  phrase`\`tls://host:port\`: only TLS`,
  (t) => {
    const parts = partsOf(t);
    return parts?.scheme === 'tls' && parts.port !== undefined && parts.rest === '';
  },
  false,
);

export const loopbackUrl = form(
  phrase`\`http://127.0.0.1:port\`, not port 80: the monitoring port, never beyond this machine`,
  (t) => {
    const parts = partsOf(t);
    return (
      parts?.scheme === 'http' &&
      loopback(parts.host) &&
      parts.port !== undefined &&
      parts.port !== '80' &&
      parts.rest === ''
    );
  },
  false,
);

/**
 * Address of a time-stamp authority. Only a relay on this machine may use `http`: an attacker in the network could delay or
 * spoil time-stamps.
 */
export const timeUrl = form(
  phrase`\`https://host[:port][/path]\`, or \`http://127.0.0.1:port[/path]\` for a relay on this machine`,
  (t) => {
    const parts = partsOf(t);
    if (parts === undefined || !/^[!-~]*$/.test(parts.rest) || t.length > 500) return false;
    return (
      parts.scheme === 'https' ||
      (parts.scheme === 'http' && loopback(parts.host) && parts.port !== undefined)
    );
  },
  false,
);

export const witnessKey = form(
  phrase`verifier key of a witness (c2sp.org/signed-note): name, \`+\`, key id, \`+\`, base64 of an Ed25519 key of type 4`,
  (t) => /^[!-*,-~]{1,200}\+[0-9a-f]{8}\+B[A-P][A-Za-z0-9+/]{42}$/.test(t),
  true,
);

export const objectIdentifier = form(
  phrase`object identifier such as \`1.3.6.1.4.1.99999.1\``,
  (t) => t.length <= 100 && /^[0-2](\.(0|[1-9]\d{0,9})){1,20}$/.test(t),
  true,
);

export const httpsOrigin = form(
  phrase`\`https://host[:port]\` as a browser writes it: small letters, no \`:443\`, no path`,
  (t) => {
    const parts = partsOf(t);
    return (
      parts?.scheme === 'https' &&
      parts.host === parts.host.toLowerCase() &&
      parts.port !== '443' &&
      parts.rest === ''
    );
  },
  false,
);

function utf8Length(text: string): number {
  let bytes = 0;
  for (const char of text) {
    const point = char.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x1_0000 ? 3 : 4;
  }
  return bytes;
}
