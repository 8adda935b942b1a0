const fileCalls = [
  'requests.upload-begin',
  'requests.upload-chunk',
  'requests.upload-finish',
  'requests.attachment',
  'inbox.attachment',
  'requests.package-piece',
  'inbox.package-piece',
];

export const worksOnFiles = (pattern: string): boolean =>
  fileCalls.some((each) => each === pattern);
