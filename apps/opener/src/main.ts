import { runService } from '#host';
import { startOpener } from './opener.js';

await runService('opener', startOpener);
