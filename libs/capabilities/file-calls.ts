const fileCalls = [
  'requests.upload-begin',
  'requests.upload-chunk',
  'requests.upload-finish',
  'requests.attachment',
  'inbox.attachment',
  'requests.package-piece',
  'inbox.package-piece',
];

/** Whether a call works on files before it writes, and may wait for the scanner of attachments, up to half a minute. Pure. */
export const worksOnFiles = (pattern: string): boolean =>
  fileCalls.some((each) => each === pattern);
