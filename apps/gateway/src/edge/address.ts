import { isIPv4, isIPv6 } from 'node:net';

function groupsOf(address: string): string[] {
  const [head = '', tail] = address.split('::');
  const [front, back] = [head, tail ?? ''].map((part) => part.split(':').filter(Boolean));
  const missing = 8 - (front?.length ?? 0) - (back?.length ?? 0);
  const zeros = tail === undefined ? [] : Array.from({ length: missing }, () => '0');
  return [...(front ?? []), ...zeros, ...(back ?? [])];
}

/**
 * Returns the name under which limits count a caller: IPv4 address, /64 network of IPv6, or `nobody` without an address. One
 * machine may use a whole /64 (RFC 6177). Pure.
 */
export function callerOf(address: string | undefined): string {
  if (address === undefined) return 'nobody';
  const [bare = ''] = address.split('%');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1];
  if (mapped !== undefined) return mapped;
  if (isIPv4(bare) || !isIPv6(bare)) return bare;
  const groups = groupsOf(bare).slice(0, 4);
  return `${groups.map((group) => group.toLowerCase().replace(/^0+(?=.)/, '')).join(':')}::/64`;
}
