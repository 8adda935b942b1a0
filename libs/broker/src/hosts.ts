/** True if a certificate names `host` as an IP address, whether it is one or not. */
export const isAddress = (host: string): boolean => /^[0-9.]+$/.test(host) || host.includes(':');
