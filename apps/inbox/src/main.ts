import { runService } from '#host';
import { startInbox } from './inbox.js';

await runService('inbox', startInbox);
