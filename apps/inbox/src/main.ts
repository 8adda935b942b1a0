import { runService } from '#runtime';
import { startInbox } from './inbox.js';

await runService('inbox', startInbox);
