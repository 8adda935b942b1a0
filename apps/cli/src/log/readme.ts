import { say } from '#language/console';
import { names, readmeTitle } from './layout.js';

export const readmeText = (origin: string, root: string, size: number): string =>
  say('readme.readmeText', {
    readmeTitle,
    origin,
    checkpoint: names.checkpoint,
    size,
    second: names.second,
    directory: names.directory,
    policy: names.policy,
    root,
  });
