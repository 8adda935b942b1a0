import { runService } from '#runtime';
import { startOpener } from './opener.js';

await runService('opener', startOpener);
